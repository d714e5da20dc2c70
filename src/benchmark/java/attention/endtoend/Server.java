package attention.endtoend;

import java.util.List;
import java.util.Map;

/// A contestant: a program that answers `POST /api/v1/attention`, and `GET /readyz` with 200 as
/// soon as it is ready.
///
/// @param name for people
/// @param command starts it; `{port}` stands for the port that it shall listen on
/// @param environment variables that it needs
public record Server(String name, List<String> command, Map<String, String> environment) {

  /// Gives the command for a port.
  public List<String> command(int port) {
    return command.stream().map(part -> part.replace("{port}", String.valueOf(port))).toList();
  }
}
