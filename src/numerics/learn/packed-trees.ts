/**
 * Trees as text: 12 bytes a node in preorder, base64. A node is its feature (−1 for a leaf), where missing values go, how
 * many nodes ahead its right child stands, its threshold or leaf value, and its cover, in single precision.
 */
import type { Tree } from './tree.ts';

const BYTES = 12;
const HEAD = 4;

export function packTrees(trees: readonly Tree[]): string {
  const size = trees.reduce((sum, t) => sum + HEAD + t.feature.length * BYTES, 0);
  const view = new DataView(new ArrayBuffer(size));
  let at = 0;
  for (const tree of trees) {
    view.setUint32(at, tree.feature.length, true);
    at += HEAD;
    for (let node = 0; node < tree.feature.length; node++, at += BYTES) {
      const f = tree.feature[node] as number;
      view.setInt8(at, f);
      view.setUint8(at + 1, tree.missing[node] as number);
      view.setUint16(at + 2, f < 0 ? 0 : (tree.right[node] as number) - node, true);
      view.setFloat32(at + 4, f < 0 ? (tree.value[node] as number) : (tree.threshold[node] as number), true);
      view.setFloat32(at + 8, tree.cover[node] as number, true);
    }
  }
  return Buffer.from(view.buffer).toString('base64');
}

/** Throws RangeError on text that `packTrees` did not write. */
export function unpackTrees(text: string): Tree[] {
  const bytes = Buffer.from(text, 'base64');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const trees: Tree[] = [];
  for (let at = 0; at < view.byteLength; ) {
    const n = view.getUint32(at, true);
    at += HEAD;
    const tree: Tree = {
      feature: new Int16Array(n),
      threshold: new Float64Array(n),
      missing: new Uint8Array(n),
      left: new Int32Array(n).fill(-1),
      right: new Int32Array(n).fill(-1),
      value: new Float64Array(n),
      cover: new Float64Array(n),
    };
    for (let node = 0; node < n; node++, at += BYTES) {
      const f = view.getInt8(at);
      tree.feature[node] = f;
      tree.missing[node] = view.getUint8(at + 1);
      tree.cover[node] = view.getFloat32(at + 8, true);
      if (f < 0) tree.value[node] = view.getFloat32(at + 4, true);
      else {
        tree.threshold[node] = view.getFloat32(at + 4, true);
        tree.left[node] = node + 1;
        tree.right[node] = node + view.getUint16(at + 2, true);
        if ((tree.right[node] as number) <= node + 1 || (tree.right[node] as number) >= n)
          throw new RangeError('A tree points outside itself.');
      }
    }
    for (let node = n - 1; node >= 0; node--) {
      if ((tree.feature[node] as number) < 0) continue;
      const [left, right] = [tree.left[node] as number, tree.right[node] as number];
      const [cl, cr] = [tree.cover[left] as number, tree.cover[right] as number];
      tree.value[node] = ((tree.value[left] as number) * cl + (tree.value[right] as number) * cr) / (cl + cr);
    }
    trees.push(tree);
  }
  return trees;
}
