/**
 * Loads what a session needs while the person is still signing in, or while stored credentials are
 * read. A failure is no matter: opening the session tries again, and then it counts.
 */
export async function preloadSession(): Promise<void> {
  try {
    const { preload } = await import("@plenum/matrix");
    await preload();
  } catch {
    // See above.
  }
}
