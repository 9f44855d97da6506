/** Binary heap: the element with the largest key comes out first. */
export class MaxHeap<T> {
  private readonly items: T[] = [];
  private readonly key: (item: T) => number;

  constructor(key: (item: T) => number) {
    this.key = key;
  }
  peek(): T | undefined {
    return this.items[0];
  }
  push(item: T): void {
    const { items, key } = this;
    let at = items.push(item) - 1;
    while (at > 0) {
      const up = (at - 1) >> 1;
      if (key(items[up] as T) >= key(item)) break;
      items[at] = items[up] as T;
      at = up;
    }
    items[at] = item;
  }
  pop(): T | undefined {
    const { items, key } = this;
    const top = items[0];
    const last = items.pop();
    if (items.length === 0 || last === undefined) return top;
    let at = 0;
    for (;;) {
      let down = 2 * at + 1;
      if (down >= items.length) break;
      if (down + 1 < items.length && key(items[down + 1] as T) > key(items[down] as T)) down++;
      if (key(items[down] as T) <= key(last)) break;
      items[at] = items[down] as T;
      at = down;
    }
    items[at] = last;
    return top;
  }
}
