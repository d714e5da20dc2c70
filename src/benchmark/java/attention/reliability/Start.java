package attention.reliability;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// How a service is started.
///
/// @param heap megabytes
/// @param address where it listens
/// @param port where it listens; 0 is any that is free
/// @param before a command that runs the one that follows
/// @param environment variables
record Start(
    int heap, String address, int port, List<String> before, Map<String, String> environment) {

  static Start withHeap(int megabytes) {
    return new Start(
        megabytes, InetAddress.getLoopbackAddress().getHostAddress(), 0, List.of(), Map.of());
  }

  Start at(String otherAddress, int otherPort) {
    return new Start(heap, otherAddress, otherPort, before, environment);
  }

  Start under(String... command) {
    return new Start(heap, address, port, List.of(command), environment);
  }

  Start with(Map<String, String> variables) {
    return new Start(heap, address, port, before, variables);
  }

  /// On one processor, so that the clients can have the others.
  Start onFirstProcessor() {
    return under("taskset", "--cpu-list", "0");
  }

  List<String> command(List<String> server) {
    var command = new ArrayList<>(before);
    for (String part : server) {
      command.add(part.startsWith("--server.address=") ? "--server.address=" + address : part);
    }
    return command;
  }
}
