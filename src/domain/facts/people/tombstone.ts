import { sha256 } from '#basis/id.ts';

/** The digest that stays when a person's key is gone; it cannot be made without the workspace's key. */
export const tombstoneOf = (workspaceKey: string, key: string): string => sha256(`${workspaceKey}:${key}`);
