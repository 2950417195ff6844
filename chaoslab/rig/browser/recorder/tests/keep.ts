/** Puts back what a test, or what it tests, changes in objects of the browser. */

export function keep(...owners: object[]): () => void {
  const kept = owners.map((owner) => [owner, Object.getOwnPropertyDescriptors(owner)] as const);
  return () => {
    for (const [owner, properties] of kept) {
      for (const [name, property] of Object.entries(properties)) {
        if (property.configurable === true) Object.defineProperty(owner, name, property);
      }
    }
  };
}
