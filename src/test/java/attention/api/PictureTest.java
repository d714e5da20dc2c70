package attention.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import attention.RunningService;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;

/// Answers as pictures: what the SVG says, that the PNG shows the same, and what neither may hold.
///
/// The colours are worked out here, from the stops of the ramps and the numbers of the JSON answer.
class PictureTest extends RunningService {

  // The ramps as the design lists them.
  private static final List<String> SHARES =
      List.of("f5f8fc", "d3e3f5", "9cc3ea", "5a9bd8", "2668b2", "0b3a78");
  private static final List<String> SHARES_DARK =
      List.of("131a23", "16304f", "1c4f86", "2f7ac4", "78b4ef", "d9ecff");
  private static final List<String> SIGNED =
      List.of("b35806", "f1a340", "fbe3c4", "f5f8fc", "cfe1f5", "5a9bd8", "0b3a78");

  private static final String SIGNED_WORDS =
      """
      {"words": [{"word": "up", "vector": [1, 0.5]}, {"word": "down", "vector": [-2, 0.25]}]}
      """;

  /// A filled rectangle of the SVG.
  private record Cell(int x, int y, int width, int height, String fill, String hint) {}

  // ---- what it says

  @Test
  void theTutorialIsDrawnWithItsNamesAndItsPublishedWeights() throws Exception {
    Document svg = svg(get("/api/v1/examples/tutorial/attention?format=svg").body());

    assertThat(texts(svg))
        .containsExactly(
            "weights: each row adds up to 1",
            "Cats",
            "love",
            "cozy",
            "windows",
            "Cats",
            "love",
            "cozy",
            "windows",
            "0.2296",
            "0.2749",
            "0.2589",
            "0.2366",
            "0.1878",
            "0.2946",
            "0.2859",
            "0.2317",
            "0.1509",
            "0.2439",
            "0.3638",
            "0.2414",
            "0.1619",
            "0.2320",
            "0.2834",
            "0.3227",
            "0",
            "0.3638",
            "row looks at column");
    assertThat(svg.getDocumentElement().getAttribute("role")).isEqualTo("img");
    assertThat(only(svg, "desc"))
        .isEqualTo("Heatmap of 4 rows and 4 columns; colours go from 0 to 0.3638.");
  }

  @Test
  void namesStandBesideTheirRowsAndAboveTheirColumns() throws Exception {
    Document svg = svg(get("/api/v1/examples/tutorial/attention?format=svg").body());
    List<Element> labels = elements(svg, "text");
    List<Cell> cells = cells(svg);

    for (int n = 0; n < 4; n++) {
      Cell inColumn = cells.get(n);
      Element column = labels.get(1 + n);
      assertThat(number(column, "x")).isEqualTo(inColumn.x() + inColumn.width() / 2);
      assertThat(number(column, "y")).isLessThan(inColumn.y());
      assertThat(column.getAttribute("text-anchor")).isEqualTo("middle");
      Cell inRow = cells.get(4 * n);
      Element row = labels.get(5 + n);
      assertThat(number(row, "x")).isLessThan(inRow.x());
      assertThat(number(row, "y")).isBetween(inRow.y(), inRow.y() + inRow.height());
      assertThat(row.getAttribute("text-anchor")).isEqualTo("end");
    }
  }

  static Stream<Arguments> everyCellHasTheColourOfItsNumber() {
    return Stream.of(
        argumentSet("weights, light", "/weights", "weights", "light", SHARES),
        argumentSet("weights, dark", "/weights", "weights", "dark", SHARES_DARK),
        argumentSet("scores with a sign", "/scores", "scores", "light", SIGNED),
        argumentSet("context with a sign", "/context", "context", "light", SIGNED));
  }

  @ParameterizedTest
  @MethodSource
  void everyCellHasTheColourOfItsNumber(String path, String stage, String theme, List<String> ramp)
      throws Exception {
    List<Double> numbers = numbers(post(ATTENTION + path, SIGNED_WORDS).json().get(stage));
    Document svg = postedSvg(path + "?theme=" + theme, SIGNED_WORDS);

    double furthest = numbers.stream().mapToDouble(Math::abs).max().orElseThrow();
    List<String> expected =
        numbers.stream()
            .map(n -> ramp.equals(SIGNED) ? (n / furthest + 1) / 2 : n / furthest)
            .map(place -> colour(ramp, place))
            .toList();
    assertThat(cells(svg)).extracting(Cell::fill).isEqualTo(expected);
  }

  @Test
  void numbersOnCellsAreReadable() throws Exception {
    for (String theme : List.of("light", "dark")) {
      Document svg = postedSvg("/scores?theme=" + theme, words(12));
      List<Element> labels = elements(svg, "text");
      List<Cell> cells = cells(svg);
      for (int n = 0; n < cells.size(); n++) {
        String ink = labels.get(1 + 12 + 12 + n).getAttribute("fill");
        assertThat(contrast(ink, cells.get(n).fill())).isGreaterThan(4.5);
      }
    }
  }

  @Test
  void aPictureShowsWeightsOrElseTheFirstStageThatIsIncluded() throws Exception {
    assertThat(title(including("\"scores\", \"weights\""))).startsWith("weights");
    assertThat(title(including("\"context\", \"scores\""))).startsWith("context");
    assertThat(title(including("\"diagnosis\", \"lse\""))).startsWith("lse");
    assertThat(title(including("\"explanation\""))).startsWith("weights");
    assertThat(title(including("\"contributions\"")))
        .isEqualTo("contributions d1 to contributions d2");
  }

  @Test
  void aPictureOfOneQueryIsItsRowAndTheSentence() throws Exception {
    String body = get("/api/v1/examples/tutorial").body();
    Document svg = postedSvg("/queries/love", body);

    assertThat(texts(svg))
        .containsSubsequence("love", "0.1878", "0.2946", "0.2859", "0.2317")
        .contains("love pays attention to itself 29.5%, cozy 28.6%, windows");
    assertThat(only(svg, "desc"))
        .endsWith("love pays attention to itself 29.5%, cozy 28.6%, windows 23.2% and Cats 18.8%.");
    assertThat(texts(postedSvg("/scores/love", body)))
        .containsSubsequence("0.3200", "0.7700", "0.7400", "0.5300");
  }

  @Test
  void headsStandSideBySideInTheSameColours() throws Exception {
    JsonNode heads = get("/api/v1/examples/multi-head/attention").json().get("heads");
    Document svg = svg(get("/api/v1/examples/multi-head/attention?format=svg").body());

    assertThat(texts(svg)).contains("head 0 weights", "head 1 weights");
    var numbers = new ArrayList<Double>();
    heads.forEach(head -> numbers.addAll(numbers(head.get("weights"))));
    double most = numbers.stream().mapToDouble(n -> n).max().orElseThrow();
    assertThat(cells(svg))
        .extracting(Cell::fill)
        .isEqualTo(numbers.stream().map(n -> colour(SHARES, n / most)).toList());
    List<Cell> cells = cells(svg);
    assertThat(cells.get(16).y()).isEqualTo(cells.get(0).y());
    assertThat(cells.get(16).x()).isGreaterThan(cells.get(3).x() + cells.get(3).width());
  }

  // ---- what is special

  @Test
  void whatIsHiddenIsHatchedAndNotTheColourOfNothing() throws Exception {
    Document svg = svg(get("/api/v1/examples/causal/attention?format=svg").body());
    List<Cell> cells = cells(svg);

    assertThat(texts(svg).stream().filter("–"::equals)).hasSize(6);
    assertThat(texts(svg)).contains("hidden");
    assertThat(cells.get(1).hint()).isEqualTo("Cats, love: hidden");
    assertThat(cells.get(1).fill()).isNotEqualTo("#" + SHARES.getFirst());
    assertThat(elements(svg, "path")).hasSize(6 + 1);
  }

  @Test
  void whatIsHiddenDiffersFromNothingWhereThereIsNoRoomForAHatch() throws Exception {
    for (String theme : List.of("light", "dark")) {
      Document svg =
          postedSvg("/weights?theme=" + theme, withOptions(words(100), "{\"causal\": true}"));
      List<Cell> cells = cells(svg);

      assertThat(elements(svg, "path")).isEmpty();
      assertThat(cells.get(1).hint()).isEqualTo("a, b: hidden");
      String nothing = "#" + (theme.equals("light") ? SHARES : SHARES_DARK).getFirst();
      assertThat(contrast(cells.get(1).fill(), nothing)).isGreaterThan(1.25);
    }
  }

  @Test
  void aPictureInWhichEverythingIsHiddenHasNoScale() throws Exception {
    String request = withOptions(words(2), "{\"mask\": {\"type\": \"prefix\", \"length\": 0}}");

    assertThat(texts(postedSvg("/weights", request)))
        .containsExactly(
            "weights: each row adds up to 1",
            "a",
            "b",
            "a",
            "b",
            "–",
            "–",
            "–",
            "–",
            "0",
            "hidden",
            "row looks at column");
  }

  @Test
  void equalNumbersHaveOneColourAndTheScaleStillBeginsAtZero() throws Exception {
    String request =
        """
        {"words": [{"word": "a", "vector": [1]}, {"word": "b", "vector": [1]}]}
        """;
    Document svg = postedSvg("/weights", request);

    assertThat(cells(svg)).extracting(Cell::fill).containsOnly("#" + SHARES.getLast());
    assertThat(texts(svg)).containsSubsequence("0", "0.5000", "row looks at column");
  }

  @Test
  void oneWordIsAPicture() throws Exception {
    assertThat(texts(postedSvg("/weights", words(1))))
        .containsExactly(
            "weights: each row adds up to 1",
            "a",
            "a",
            "1.0000",
            "0",
            "1.0000",
            "row looks at column");
  }

  @Test
  void numbersThatAreLongOrVanishAreWrittenWithAnExponent() throws Exception {
    String request =
        """
        {"words": [{"word": "a", "vector": [1e15]}, {"word": "b", "vector": [-3e-15]}]}
        """;

    assertThat(texts(postedSvg("/scores", request))).contains("1.0e+30", "-3.0000", "0.0000");
    assertThat(texts(postedSvg("/scores", "{\"words\": [{\"word\": \"a\", \"vector\": [0.001]}]}")))
        .containsSubsequence("0.0000", "-1.0e-06", "1.0e-06");
  }

  @Test
  void manyWordsHaveSmallerCellsAndNoNumbers() throws Exception {
    Document numbered = postedSvg("/weights", words(24));
    Document plain = postedSvg("/weights", words(64));

    assertThat(cells(numbered)).hasSize(24 * 24);
    assertThat(texts(numbered).stream().filter(text -> text.matches("0\\.\\d\\d"))).hasSize(577);
    assertThat(cells(plain)).hasSize(64 * 64);
    assertThat(texts(plain).stream().filter(text -> text.startsWith("0"))).hasSize(2);
    assertThat(number(plain.getDocumentElement(), "width")).isLessThan(1200);
  }

  @Test
  void aPictureOverTheLimitIsRefusedAndNamesIt() {
    Reply reply = post(ATTENTION + "/weights?format=png", words(513));

    assertThat(reply.status()).isEqualTo(413);
    assertThat(reply.json().get("detail").asString())
        .isEqualTo(
            "The picture has at least 263,169 cells, the limit is 262,144 (setting"
                + " attention.limits.max-picture).");
    assertThat(post(ATTENTION + "/weights/7?format=png", words(513)).status()).isEqualTo(200);
  }

  // ---- what nobody may bring in

  @Test
  void hostileWordsAreShownAndDoNothing() throws Exception {
    List<String> hostile =
        List.of(
            "<script>alert(1)</script>",
            "]]>&lt;\"'",
            "\u0000\u001b[31m\u007f",
            "\u202egnp.exe",
            "\uffff",
            "שלום",
            "👩‍👩‍👧‍👦",
            "猫が好きです",
            "e" + "\u0301".repeat(255),
            "W".repeat(256));
    var list = new ArrayList<String>();
    for (String word : hostile) {
      list.add("{\"word\": %s, \"vector\": [1]}".formatted(JSON.writeValueAsString(word)));
    }
    String request = "{\"words\": %s}".formatted(list);
    Document svg = postedSvg("/queries/0", request);

    assertThat(texts(svg))
        .contains("]]>&lt;\"'", "\\u0000\\u001b[31m\\u…", "\\u202egnp.exe", "\uFFFD")
        .contains("שלום", "👩‍👩‍👧‍👦", "猫が好きです")
        .anySatisfy(text -> assertThat(text).startsWith("<script>alert").endsWith("…"))
        .anySatisfy(text -> assertThat(text).matches("W{5,12}…"));
    assertThat(elements(svg, "*").stream().map(Element::getTagName).distinct())
        .containsExactlyInAnyOrder("title", "desc", "rect", "text");
    assertThat(ImageIO.read(new ByteArrayInputStream(png("/queries/0", request)))).isNotNull();
  }

  @Test
  void anSvgRefersToNothingAndRunsNothing() {
    String svg = get("/api/v1/examples/causal/attention?format=svg").body();

    assertThat(svg.replace("http://www.w3.org/2000/svg", ""))
        .doesNotContain("http", "href", "url(", "style", "<script", "<!", "<?");
    Reply reply = get("/api/v1/examples/causal/attention?format=svg");
    assertThat(reply.header("Content-Security-Policy")).contains("default-src 'none'");
    assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(reply.header("Content-Disposition")).isEqualTo("inline; filename=\"attention.svg\"");
  }

  // ---- the same as PNG

  @ParameterizedTest
  @MethodSource("everyCellHasTheColourOfItsNumber")
  void thePngShowsTheColoursOfTheSvg(String path, String stage, String theme, List<String> ramp)
      throws Exception {
    String themed = path + "?theme=" + theme;
    BufferedImage png = ImageIO.read(new ByteArrayInputStream(png(themed, SIGNED_WORDS)));
    Document svg = postedSvg(themed, SIGNED_WORDS);

    assertThat(png.getWidth()).isEqualTo(2 * number(svg.getDocumentElement(), "width"));
    assertThat(png.getHeight()).isEqualTo(2 * number(svg.getDocumentElement(), "height"));
    for (Element box : elements(svg, "rect")) {
      int rgb = png.getRGB(2 * number(box, "x") + 1, 2 * number(box, "y") + 1);
      assertThat("#%06x".formatted(rgb & 0xFFFFFF)).isEqualTo(box.getAttribute("fill"));
    }
  }

  @Test
  void thePngHasLetters() throws Exception {
    BufferedImage png = ImageIO.read(new ByteArrayInputStream(png("/weights", words(1))));

    // The title stands in the first lines: dark on white.
    boolean dark =
        IntStream.range(0, png.getWidth() * 64)
            .anyMatch(n -> (png.getRGB(n % png.getWidth(), n / png.getWidth()) & 0xFF) < 0x60);
    assertThat(dark).isTrue();
  }

  @Test
  void aPictureOfManyWordsIsDrawnInBothForms() throws Exception {
    BufferedImage png = ImageIO.read(new ByteArrayInputStream(png("/weights", words(512))));

    assertThat(png.getWidth()).isBetween(1024, 4096);
    assertThat(cells(postedSvg("/weights", words(200)))).hasSize(200 * 200);
  }

  // ---- the README

  @Test
  void thePicturesOfTheReadmeAreWhatTheServiceDraws() throws IOException {
    for (String theme : List.of("light", "dark")) {
      String path = "/api/v1/examples/tutorial/attention?format=svg&theme=" + theme;
      Path file = Path.of("docs/tutorial-%s.svg".formatted(theme));
      assertThat(get(path).body()).isEqualTo(Files.readString(file));
      assertThat(Files.readString(Path.of("README.md"))).contains(file.toString());
    }
  }

  // ---- reading

  private Document postedSvg(String path, String body) throws Exception {
    return svg(
        new String(
            postForBytes(ATTENTION + withFormat(path, "svg"), body), StandardCharsets.UTF_8));
  }

  private byte[] png(String path, String body) {
    return postForBytes(ATTENTION + withFormat(path, "png"), body);
  }

  private static String withFormat(String path, String format) {
    return path + (path.contains("?") ? "&" : "?") + "format=" + format;
  }

  private Document including(String stages) throws Exception {
    return postedSvg(
        "", SIGNED_WORDS.replaceFirst("\\{", "{\"include\": [%s], ".formatted(stages)));
  }

  private static String withOptions(String request, String options) {
    return request.replaceFirst("\\{", "{\"options\": %s, ".formatted(options));
  }

  /// Words from a to z and on, with small vectors of both signs.
  private static String words(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            n ->
                "{\"word\": \"%s\", \"vector\": [%s, %s]}"
                    .formatted(
                        (char) ('a' + n % 26) + (n < 26 ? "" : "" + n),
                        (n * 7 % 11 - 5) / 10.0,
                        (n * 5 % 13 - 6) / 10.0))
        .toList()
        .toString()
        .transform("{\"words\": %s}"::formatted);
  }

  private static Document svg(String text) throws Exception {
    var factory = DocumentBuilderFactory.newDefaultNSInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    Document document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(text)));
    assertThat(document.getDocumentElement().getNamespaceURI())
        .isEqualTo("http://www.w3.org/2000/svg");
    return document;
  }

  private static List<Element> elements(Document svg, String name) {
    NodeList nodes = svg.getDocumentElement().getElementsByTagName(name);
    return IntStream.range(0, nodes.getLength()).mapToObj(n -> (Element) nodes.item(n)).toList();
  }

  private static List<String> texts(Document svg) {
    return elements(svg, "text").stream().map(Element::getTextContent).toList();
  }

  private static String title(Document svg) {
    return elements(svg, "title").getFirst().getTextContent();
  }

  private static String only(Document svg, String name) {
    assertThat(elements(svg, name)).hasSize(1);
    return elements(svg, name).getFirst().getTextContent();
  }

  /// The boxes between the background and the legend, row by row.
  private static List<Cell> cells(Document svg) {
    return elements(svg, "rect").stream()
        .map(
            box ->
                new Cell(
                    number(box, "x"),
                    number(box, "y"),
                    number(box, "width"),
                    number(box, "height"),
                    box.getAttribute("fill"),
                    box.getTextContent()))
        .skip(1)
        .filter(cell -> cell.height() != 14 || !cell.hint().isEmpty())
        .toList();
  }

  private static int number(Element element, String attribute) {
    return Integer.parseInt(element.getAttribute(attribute));
  }

  private static List<Double> numbers(JsonNode table) {
    var numbers = new ArrayList<Double>();
    table.forEach(row -> row.forEach(number -> numbers.add(number.asDouble())));
    return numbers;
  }

  // ---- colours, worked out anew

  private static String colour(List<String> ramp, double place) {
    double position = place * (ramp.size() - 1);
    int low = (int) Math.floor(position);
    int high = Math.min(low + 1, ramp.size() - 1);
    var hex = new StringBuilder("#");
    for (int channel = 0; channel < 3; channel++) {
      int from = channel(ramp.get(low), channel);
      int to = channel(ramp.get(high), channel);
      hex.append("%02x".formatted(Math.round(from + (position - low) * (to - from))));
    }
    return hex.toString();
  }

  private static int channel(String hex, int channel) {
    return Integer.parseInt(hex.substring(2 * channel, 2 * channel + 2), 16);
  }

  /// The contrast of two colours by WCAG 2.
  private static double contrast(String one, String other) {
    double first = luminance(one.substring(1));
    double second = luminance(other.substring(1));
    return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
  }

  private static double luminance(String hex) {
    double[] share = {0.2126, 0.7152, 0.0722};
    double luminance = 0;
    for (int channel = 0; channel < 3; channel++) {
      double c = channel(hex, channel) / 255.0;
      luminance += share[channel] * (c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4));
    }
    return luminance;
  }
}
