package nl.tec.finance;

import org.jspecify.annotations.Nullable;

/** Which bookings; null: whichever. */
public record LedgerFilter(
        @Nullable Integer year,
        @Nullable LineKind kind,
        @Nullable CostCategory category,
        @Nullable Long sourceId) {}
