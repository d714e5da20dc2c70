package attention.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/// What a connection holds while it writes and while it waits.
class LentWriteBufferTest {

  private static final int PIECE = 8192; // what the server hands over at a time at most

  private final LentWriteBuffer buffers = new LentWriteBuffer(8);

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
}
