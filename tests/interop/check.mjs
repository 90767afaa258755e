// Reads Arrow IPC with apache-arrow, prints its values as canonical JSON, and writes it back as stream and as file.
// Usage: node check.mjs <in> <out.stream> <out.file>
import { readFileSync, writeFileSync } from 'node:fs';
import { Type, tableFromIPC, tableToIPC } from 'apache-arrow';

const [, , input, streamOut, fileOut] = process.argv;

function floatBits(value, bytes) {
  const view = new DataView(new ArrayBuffer(8));
  if (bytes === 4) view.setFloat32(0, value);
  else view.setFloat64(0, value);
  return Buffer.from(view.buffer, 0, bytes).toString('hex').toUpperCase();
}

// Integers as decimal text, floats as their bits: JSON numbers would lose both.
function plain(value, type) {
  if (value === null || value === undefined) return null;
  switch (type.typeId) {
    case Type.Bool: return value;
    case Type.Int: return value.toString();
    case Type.Float: return floatBits(value, type.precision === 1 ? 4 : 8);
    case Type.Utf8: return value;
    case Type.Binary: return Buffer.from(value).toString('hex').toUpperCase();
    case Type.Date: return String(Number(value) / 86_400_000);
    case Type.Timestamp: return String(Math.round(Number(value) * 1000));
    case Type.Dictionary: return plain(value, type.dictionary);
    case Type.List:
    case Type.FixedSizeList: return Array.from(value, item => plain(item, type.children[0].type));
    case Type.Struct: return type.children.map(field => plain(value[field.name], field.type));
    default: throw new Error(`no plain form of ${type}`);
  }
}

const table = tableFromIPC(readFileSync(input));
const columns = table.schema.fields.map((field, i) => ({
  name: field.name,
  nullable: field.nullable,
  values: Array.from({ length: table.numRows }, (_, row) => plain(table.getChildAt(i).get(row), field.type)),
}));
writeFileSync(streamOut, tableToIPC(table, 'stream'));
writeFileSync(fileOut, tableToIPC(table, 'file'));
process.stdout.write(JSON.stringify({ metadata: Object.fromEntries(table.schema.metadata), columns }));
