package attention.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/// What a connection holds while it writes and while it waits.
class LentBuffersTest {

  private static final int PIECE = 8192; // what the server hands over at a time at most

  private static final int ROOM = 4 * 64 * 1024; // of a body that is long
  private static final Duration LONG = Duration.ofMinutes(1);

  private final LentBuffers buffers = new LentBuffers(8);
  private final Gate gate =
      new Gate(
          new WorkLimits(DataSize.ofMegabytes(10), (long) 1e12, 1, 0, Duration.ofSeconds(1), LONG));

  @Test
  void aConnectionThatOnlyReadsHoldsNoWriteBuffer() {
    buffers.configureReadBufferForWrite();

    assertThat(buffers.getWriteBuffer().capacity()).isZero();
    assertThat(buffers.isWriteBufferEmpty()).isTrue();
    assertThat(buffers.isWriteBufferWritable()).isTrue();
  }

  @Test
  void whatIsWrittenIsKeptUntilItWasSent() {
    buffers.configureWriteBufferForWrite();
    buffers.getWriteBuffer().put((byte) 1).put((byte) 2);
    buffers.configureWriteBufferForRead();
    assertThat(buffers.getWriteBuffer().get()).isEqualTo((byte) 1);

    buffers.getReadBuffer(); // the client speaks before it has everything
    buffers.configureWriteBufferForWrite();
    buffers.getWriteBuffer().put((byte) 3);
    buffers.configureWriteBufferForRead();

    assertThat(buffers.getWriteBuffer().get()).isEqualTo((byte) 2);
    assertThat(buffers.getWriteBuffer().get()).isEqualTo((byte) 3);
    assertThat(buffers.isWriteBufferEmpty()).isTrue();
  }

  @Test
  void theNextReadGivesAnEmptyBufferUp() {
    buffers.configureWriteBufferForWrite();
    buffers.getWriteBuffer().put((byte) 1);
    buffers.configureWriteBufferForRead();
    buffers.getWriteBuffer().get();

    buffers.getReadBuffer();

    assertThat(buffers.getWriteBuffer().capacity()).isZero();
  }

  @Test
  void theNextAnswerTakesTheSameBuffer() {
    buffers.configureWriteBufferForWrite();
    ByteBuffer first = buffers.getWriteBuffer().put((byte) 1); // held here, so that it stays
    buffers.configureWriteBufferForRead();
    buffers.getWriteBuffer().get();
    buffers.getReadBuffer();

    buffers.configureWriteBufferForWrite();

    assertThat(buffers.getWriteBuffer()).isSameAs(first);
    assertThat(buffers.isWriteBufferEmpty()).isTrue();
    assertThat(buffers.getWriteBuffer().remaining()).isEqualTo(first.capacity());
  }

  @Test
  void theNextClientGetsABufferOfItsOwn() {
    buffers.configureWriteBufferForWrite();
    ByteBuffer first = buffers.getWriteBuffer().put((byte) 1);
    buffers.configureWriteBufferForRead();
    buffers.getWriteBuffer().get();
    buffers.getReadBuffer();

    buffers.reset();
    buffers.configureWriteBufferForWrite();

    assertThat(buffers.getWriteBuffer()).isNotSameAs(first);
  }

  @Test
  void whatDoesNotFitGoesOnInALargerBuffer() {
    buffers.configureWriteBufferForWrite();
    int first = buffers.getWriteBuffer().capacity();
    buffers.getWriteBuffer().put(new byte[first]);
    buffers.configureWriteBufferForRead();
    buffers.getWriteBuffer().get(new byte[first]);

    buffers.configureWriteBufferForWrite();

    assertThat(buffers.getWriteBuffer().remaining()).isGreaterThan(first);
    assertThat(buffers.isWriteBufferEmpty()).isTrue();
  }

  @Test
  void aSecondPieceIsSentTogetherWithTheFirst() {
    for (int n = 0; n < 3; n++) {
      buffers.configureWriteBufferForWrite();
      assertThat(buffers.getWriteBuffer().remaining()).isGreaterThanOrEqualTo(PIECE);
      buffers.getWriteBuffer().put(new byte[PIECE - 1]).put((byte) n);
    }
    buffers.configureWriteBufferForRead();

    assertThat(buffers.getWriteBuffer().remaining()).isEqualTo(3 * PIECE);
    for (int n = 0; n < 3; n++) {
      assertThat(buffers.getWriteBuffer().get((n + 1) * PIECE - 1)).isEqualTo((byte) n);
    }
  }

  @Test
  void aLongBodyIsReadIntoALargerBuffer() {
    assertThat(buffers.getReadBuffer().capacity()).isEqualTo(8);
    Admission admission = gate.open(0, LONG, () -> false);

    admission.during(
        () -> {
          admission.holdBody(ROOM - 1);
          assertThat(buffers.getReadBuffer().capacity()).isEqualTo(8);
          admission.holdBody(ROOM);
          assertThat(buffers.getReadBuffer().remaining()).isEqualTo(ROOM / 4);
          return null;
        });

    assertThat(buffers.getReadBuffer().capacity()).isEqualTo(8);
  }

  @Test
  void whatIsInOneBufferIsReadBeforeAnotherIsTaken() {
    buffers.configureReadBufferForWrite();
    buffers.getReadBuffer().put((byte) 1);
    Admission admission = gate.open(0, LONG, () -> false);

    admission.during(
        () -> {
          admission.holdBody(ROOM);
          buffers.configureReadBufferForRead();
          assertThat(buffers.isReadBufferEmpty()).isFalse();
          assertThat(buffers.getReadBuffer().get()).isEqualTo((byte) 1);
          assertThat(buffers.getReadBuffer().hasRemaining()).isFalse(); // the larger one
          buffers.configureReadBufferForWrite();
          buffers.getReadBuffer().put((byte) 2).put((byte) 3).put((byte) 4);
          return null;
        });

    buffers.configureReadBufferForRead(); // by the next request
    assertThat(buffers.getReadBuffer().get()).isEqualTo((byte) 2);
    buffers.configureReadBufferForWrite();
    assertThat(buffers.isReadBufferEmpty()).isFalse();
    buffers.configureReadBufferForRead();
    assertThat(buffers.getReadBuffer().get()).isEqualTo((byte) 3);
    assertThat(buffers.getReadBuffer().get()).isEqualTo((byte) 4);
    assertThat(buffers.isReadBufferEmpty()).isTrue();
    assertThat(buffers.getReadBuffer().capacity()).isEqualTo(8);
  }

  @Test
  void whatIsPutBackComesFirst() {
    Admission admission = gate.open(0, LONG, () -> false);

    admission.during(
        () -> {
          admission.holdBody(ROOM);
          buffers.configureReadBufferForWrite();
          buffers.getReadBuffer().put((byte) 2);
          buffers.unReadReadBuffer(ByteBuffer.wrap(new byte[] {1}));
          buffers.configureReadBufferForRead();
          assertThat(buffers.getReadBuffer().get()).isEqualTo((byte) 1);
          assertThat(buffers.getReadBuffer().get()).isEqualTo((byte) 2);
          return null;
        });
  }

  @Test
  void anAnswerBeginsWithoutTheLargerBuffer() {
    Admission admission = gate.open(0, LONG, () -> false);

    admission.during(
        () -> {
          admission.holdBody(ROOM);
          buffers.getReadBuffer();
          WeakReference<ByteBuffer> larger = new WeakReference<>(buffers.getReadBuffer());
          buffers.configureWriteBufferForWrite();
          System.gc();
          assertThat(larger.refersTo(null)).isTrue();
          return null;
        });
  }
}
