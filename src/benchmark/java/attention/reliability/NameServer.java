package attention.reliability;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;

/// A name server that knows one name: it answers the same addresses to every question for an
/// address, and no addresses to others. Docker's name server plays this part where the service runs
/// in containers, but leaves out replicas that it knows to have ended; this one never knows.
///
/// @see <a href="https://www.rfc-editor.org/rfc/rfc1035">RFC 1035, section 4</a>
final class NameServer implements AutoCloseable {

  private static final int LONGEST = 512;
  private static final int HEADER = 12;
  private static final int QUESTION_END = 4; // type and class, after the name
  private static final short ADDRESS = 1;
  private static final short INTERNET = 1;
  private static final short RESPONSE = (short) 0x8480; // authoritative, no error
  private static final short NAME_OF_QUESTION = (short) 0xC00C; // a pointer to byte 12
  private static final int SECONDS = 1;

  private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
  private final List<InetAddress> addresses;

  /// Answers from now on.
  NameServer(List<InetAddress> addresses) throws IOException {
    this.addresses = List.copyOf(addresses);
    Thread.ofPlatform().daemon().name("names").start(this::answer);
  }

  int port() {
    return socket.getLocalPort();
  }

  private void answer() {
    var packet = new DatagramPacket(new byte[LONGEST], LONGEST);
    try {
      while (true) {
        packet.setLength(LONGEST);
        socket.receive(packet);
        byte[] answer = answer(packet.getData());
        socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      }
    } catch (IOException closed) {
      // Nobody asks any more.
    }
  }

  /// The answer to a message with one question.
  private byte[] answer(byte[] message) {
    int name = HEADER;
    while (message[name] != 0) {
      name += message[name] + 1;
    }
    int end = name + 1 + QUESTION_END;
    ByteBuffer question = ByteBuffer.wrap(message);
    boolean known = question.getShort(name + 1) == ADDRESS;
    ByteBuffer answer = ByteBuffer.allocate(LONGEST);
    answer.putShort(question.getShort(0)); // the id
    answer.putShort(RESPONSE);
    answer.putShort((short) 1); // questions
    answer.putShort((short) (known ? addresses.size() : 0));
    answer.putInt(0); // nothing about authorities, nothing additional
    answer.put(message, HEADER, end - HEADER);
    if (known) {
      for (InetAddress address : addresses) {
        answer.putShort(NAME_OF_QUESTION).putShort(ADDRESS).putShort(INTERNET).putInt(SECONDS);
        answer.putShort((short) address.getAddress().length).put(address.getAddress());
      }
    }
    byte[] bytes = new byte[answer.position()];
    answer.get(0, bytes);
    return bytes;
  }

  @Override
  public void close() {
    socket.close();
  }
}
