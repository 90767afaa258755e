// Writes o200k_base.golden.json: texts, their token counts and a hash of their token ids, as js-tiktoken has them.
//   npm pack js-tiktoken@1.0.21 && tar xzf js-tiktoken-*.tgz && npm install --prefix package base64-js
//   node o200k_base.golden.mjs package > o200k_base.golden.json
// U+FEFF and U+0085 are left out: JavaScript disagrees with Unicode on whether they are white space.
import { createHash } from "node:crypto";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const at = (file) => pathToFileURL(resolve(process.argv[2], file)).href;
const { Tiktoken } = await import(at("dist/lite.js"));
const ranks = (await import(at("dist/ranks/o200k_base.js"))).default;
const tokenizer = new Tiktoken(ranks);

let state = 20240305n;
const below = (n) => {
  state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffffffffffffffffn;
  return Number((state >> 33n) % BigInt(n));
};
const pick = (items) => items[below(items.length)];
const point = ([from, to]) => String.fromCodePoint(from + below(to - from + 1));
const repeat = (count, make) => Array.from({ length: count }, make).join("");

const words = ("The company's quarterly revenue rose while analysts didn't expect EBITDA margins WE'LL see I'm THEY'RE O'Neil " +
  "unprecedented antidisestablishmentarianism iPhone McDonald's NVDA AAPL EPS guidance semiconductor bottleneck Straße " +
  "naïve café résumé São Paulo Москва акции выросли 東京証券取引所 株価 上昇 北京 주식 시장 السوق السهم שוק תל אביב ราคาหุ้น शेयर बाज़ार").split(" ");
const scripts = [[0x20, 0x7e], [0xa1, 0x17f], [0x370, 0x3ff], [0x400, 0x4ff], [0x5d0, 0x5ea], [0x620, 0x64a], [0x905, 0x939],
  [0x93e, 0x94d], [0x300, 0x36f], [0x3041, 0x3096], [0x4e00, 0x9fa5], [0xac00, 0xd7a3], [0x1f300, 0x1f64f], [0x1d400, 0x1d454],
  [0x20000, 0x2a6d6], [0x10400, 0x1044f], [0x1c5, 0x1cc], [0x2b0, 0x2c1], [0x2160, 0x2188], [0x660, 0x669], [0x1f1e6, 0x1f1ff]];
const spaces = [" ", " ", " ", "\n", "\r\n", "\t", "\u00a0", "\u3000", "\u2009", "\v", "\f", "\r", "\u2028"];
const code = ["if (x >= 10) {\n    return foo->bar[i++];\n}\n", "SELECT * FROM t WHERE a='b';\n", "def f(x):\n\treturn x**2  # sq\n",
  "https://example.com/a/b?c=d&e=f#g", "</div>\n\n/* c */\n//\n///", "{\"k\": [1, 2.50, -3e10]}", "C:\\Temp\\x.txt", "<|endoftext|>", "!!!\n/\n/x"];
const emoji = ["😀", "👩‍👩‍👧‍👦", "🇺🇸", "👍🏽", "📈📉", "❤️", "🏳️‍🌈"];
const quirks = ["'s", "'S", "'ll", "'Ll", "'ve", "'x", "'", "ß'd", "A\u0301B", "\u0301\u0301", "\u0301AB", "中AB", "中Ab", "ǅABC", "ʰABC", "x\u0301'RE", "/", "//\n", ".\r\n/", "𝐀b", "😀a"];

const kinds = [
  () => repeat(1 + below(12), () => pick(words) + pick([" ", " ", ", ", ". ", "\n", ""])),
  () => repeat(1 + below(20), () => point(pick(scripts))),
  () => { const script = pick(scripts); return repeat(1 + below(24), () => point(script)); },
  () => repeat(1 + below(8), () => pick(spaces).repeat(1 + below(5)) + pick(["", "", "a", "Z", "7", "!", "中"])),
  () => repeat(1 + below(5), () => `${pick(["", "$", "-", "+", "("])}${below(10 ** (1 + below(9)))}${pick(["", ".", ",", "%", " "])}${below(1000)}`),
  () => repeat(1 + below(3), () => pick(code)),
  () => repeat(1 + below(4), () => pick(emoji) + pick(["", " ", "ok", "!"])),
  () => repeat(1 + below(6), () => pick(quirks)),
  () => pick(["a", "A", "ab", "=", "-", " ", "\n", "0", "é", "lol"]).repeat(1 + below(60)),
  () => repeat(1 + below(10), () => pick([...words, ...spaces, ...code, ...emoji, ...quirks])),
];

const lines = [];
for (let i = 0; i < 2500; i++) {
  const text = kinds[i % kinds.length]();
  const ids = tokenizer.encode(text, [], []);
  const hash = createHash("sha256").update(ids.join(",")).digest("hex").slice(0, 16);
  lines.push(JSON.stringify([text, ids.length, hash]));
}
console.log("[\n" + lines.join(",\n") + "\n]");
