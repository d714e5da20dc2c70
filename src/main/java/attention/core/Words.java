package attention.core;

import java.util.List;
import java.util.stream.IntStream;

/// The words of a request, in order; a word may stand several times.
///
/// @param words at least one
public record Words(List<String> words) {

  /// How many.
  public int count() {
    return words.size();
  }

  /// Gives the word at a position.
  public String at(int position) {
    return words.get(position);
  }

  /// Gives every position of a word, in order; none where it does not stand.
  public int[] positions(String word) {
    return IntStream.range(0, words.size()).filter(i -> words.get(i).equals(word)).toArray();
  }

  /// Finds the word that a caller names, by itself or by its position.
  ///
  /// @param query a word of the list, which wins, or else a position from 0 in plain digits
  /// @return its position
  /// @throws UnknownQuery if it is neither
  /// @throws AmbiguousQuery if the word stands several times
  public int find(String query) {
    int[] positions = positions(query);
    if (positions.length > 1) {
      throw new AmbiguousQuery(query, positions);
    }
    if (positions.length == 1) {
      return positions[0];
    }
    if (query.matches("0|[1-9][0-9]{0,8}") && Integer.parseInt(query) < words.size()) {
      return Integer.parseInt(query);
    }
    throw new UnknownQuery(query, words.size());
  }
}
