// The same request as a program: copied, it prints the page's numbers.

import { isPicture, parametersOf } from './files.js';

export const LANGUAGES = [['curl', 'curl'], ['python', 'Python'], ['javascript', 'JavaScript'], ['java', 'Java']];

/**
 * The program that sends a request.
 *
 * @param {string} format what curl asks for; the others take JSON apart
 */
export function snippet(language, url, request, format) {
  const json = pretty(request);
  switch (language) {
    case 'curl': {
      const file = isPicture(format) ? ` -o attention.${format}` : '';
      return `curl -s '${url}?${parametersOf(format)}'${file} \\\n  -H 'Content-Type: application/json' \\\n  -d '${json.replaceAll("'", `'\\''`)}'\n`;
    }
    case 'python':
      // JSON never has three quotes in a row, so a raw string takes it as it is.
      return `import json, urllib.request

body = r"""${json}"""
request = urllib.request.Request(
    "${url}", body.encode(), {"Content-Type": "application/json"})
answer = json.load(urllib.request.urlopen(request))
print(json.dumps(answer, indent=2, ensure_ascii=False))
`;
    case 'javascript':
      return `const body = ${json};
fetch('${url}', {
  method: 'POST',
  headers: {'Content-Type': 'application/json'},
  body: JSON.stringify(body),
})
  .then((response) => response.json())
  .then((answer) => console.log(JSON.stringify(answer, null, 2)));
`;
    default:
      return `import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

public class Attention {
  public static void main(String[] args) throws Exception {
    String body =
        """
${json.replaceAll('\\', '\\\\').replace(/^/gm, '        ')}
        """;
    var request =
        HttpRequest.newBuilder(URI.create("${url}"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    System.out.println(answer.body());
  }
}
`;
  }
}

/** JSON with a line for each word. */
function pretty(request) {
  const members = Object.entries(request)
    .filter(([name, value]) => name !== 'options' || Object.keys(value).length)
    .map(([name, value]) => `  ${JSON.stringify(name)}: ${Array.isArray(value) ? list(value) : spaced(value)}`);
  return `{\n${members.join(',\n')}\n}`;
}

function list(entries) {
  return `[\n${entries.map((entry) => `    ${spaced(entry)}`).join(',\n')}\n  ]`;
}

/** JSON with room behind colons and commas, outside of texts. */
function spaced(value) {
  return JSON.stringify(value).replace(/"(?:[^"\\]|\\.)*"|[,:]/g, (part) => (part.length > 1 ? part : `${part} `));
}
