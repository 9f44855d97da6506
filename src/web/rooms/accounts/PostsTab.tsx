import { useInfiniteQuery } from '@tanstack/react-query';
import { accountPostsQuery } from '#web/api/endpoints.ts';
import { PostList } from '#web/rooms/posts/PostList.tsx';

export function PostsTab({ accountId }: { accountId: string }) {
  const query = useInfiniteQuery(accountPostsQuery(accountId));
  return <PostList query={query} withAccount={false} />;
}
