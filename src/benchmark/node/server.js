// Attention by Node's own HTTP server, JSON.parse and JSON.stringify, with loops over typed arrays.
// node server.js PORT PROCESSES

const cluster = require('node:cluster');
const http = require('node:http');

const [port, processes] = process.argv.slice(2).map(Number);

function attend(words) {
  const count = words.length;
  const size = words[0].vector.length;
  const vectors = new Float64Array(count * size);
  words.forEach((word, row) => vectors.set(word.vector, row * size));
  const scores = [];
  const weights = [];
  const context = [];
  for (let i = 0; i < count; i++) {
    const score = new Float64Array(count);
    let largest = -Infinity;
    for (let j = 0; j < count; j++) {
      let sum = 0;
      for (let e = 0; e < size; e++) {
        sum += vectors[i * size + e] * vectors[j * size + e];
      }
      score[j] = sum;
      largest = Math.max(largest, sum);
    }
    const weight = new Float64Array(count);
    let total = 0;
    for (let j = 0; j < count; j++) {
      weight[j] = Math.exp(score[j] - largest);
      total += weight[j];
    }
    const row = new Float64Array(size);
    for (let j = 0; j < count; j++) {
      weight[j] /= total;
      for (let e = 0; e < size; e++) {
        row[e] += weight[j] * vectors[j * size + e];
      }
    }
    // JSON.stringify writes typed arrays as objects.
    scores.push(Array.from(score));
    weights.push(Array.from(weight));
    context.push(Array.from(row));
  }
  return {words: words.map((word) => word.word), scores, weights, context};
}

function answer(request, response) {
  const parts = [];
  request.on('data', (part) => parts.push(part));
  request.on('end', () => {
    const body =
        request.method === 'POST' ? JSON.stringify(attend(JSON.parse(Buffer.concat(parts)).words)) : '{}';
    response.writeHead(200, {'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body)});
    response.end(body);
  });
}

if (processes > 1 && cluster.isPrimary) {
  for (let n = 0; n < processes; n++) {
    cluster.fork();
  }
} else {
  http.createServer(answer).listen(port, '127.0.0.1');
}
