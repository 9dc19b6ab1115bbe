package nl.tec.finance;

import org.jspecify.annotations.Nullable;

/** A filter for bookings; null: no restriction. */
public record LedgerFilter(
        @Nullable Integer year,
        @Nullable LineKind kind,
        @Nullable CostCategory category,
        @Nullable Long sourceId) {}
