// How fast a table of numbers is read from JSON and written to it without Java: by simdjson, and by
// the shortest text of the C++ library.

#include <charconv>
#include <cstddef>

#include <simdjson.h>

// Reads a table of numbers as floats, one row after the other.
//
// capacity: how many bytes may be touched from text on, SIMDJSON_PADDING more than it is long
// returns how many there are, or -1 if the text is no table
extern "C" long read_table(const char *text, std::size_t length, std::size_t capacity, float *table) {
  static simdjson::ondemand::parser parser;
  float *at = table;
  try {
    auto document = parser.iterate(text, length, capacity);
    for (auto row : document.get_array()) {
      for (double number : row.get_array()) {
        *at++ = static_cast<float>(number);
      }
    }
  } catch (const simdjson::simdjson_error &) {
    return -1;
  }
  return at - table;
}

// Writes a table.
//
// text: has room for 26 bytes a number
// returns how many bytes were written
template <typename Number>
static long write_table(const Number *table, long rows, long columns, char *text) {
  char *at = text;
  *at++ = '[';
  for (long row = 0; row < rows; row++) {
    *at++ = '[';
    for (long n = 0; n < columns; n++) {
      at = std::to_chars(at, at + 25, *table++).ptr;
      *at++ = ',';
    }
    at[-1] = ']';
    *at++ = ',';
  }
  at[-1] = ']';
  return at - text;
}

extern "C" long write_floats(const float *table, long rows, long columns, char *text) {
  return write_table(table, rows, columns, text);
}

extern "C" long write_doubles(const double *table, long rows, long columns, char *text) {
  return write_table(table, rows, columns, text);
}
