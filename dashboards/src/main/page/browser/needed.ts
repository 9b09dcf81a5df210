/** What the end-to-end test that runs a test here says in the environment. */
export const needed = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set. The end-to-end test that runs this one sets it.`);
  return value;
};
