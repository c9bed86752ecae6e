import css from './skeleton.module.css';

type SkeletonProps = Readonly<{ width?: string; height?: string }>;

/** Keeps the place of what is loading, so that nothing jumps when it comes. Silent for screen readers. */
export const Skeleton = ({ width = '100%', height = '0.875em' }: SkeletonProps) => (
  <span className={css['skeleton']} style={{ inlineSize: width, blockSize: height }} aria-hidden="true" />
);
