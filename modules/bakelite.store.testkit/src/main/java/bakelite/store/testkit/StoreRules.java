package bakelite.store.testkit;

/// A part of the contract as tests. [StoreConformance] brings all parts together.
public interface StoreRules {
  /// What the running test works with.
  Workbench bench();
}
