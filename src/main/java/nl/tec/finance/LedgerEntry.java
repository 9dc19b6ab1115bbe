package nl.tec.finance;

import java.time.LocalDate;
import nl.tec.shared.Money;
import org.jspecify.annotations.Nullable;

/**
 * Something that was spent or received.
 *
 * @param category of a cost; null of cover
 * @param sourceId of cover; null of a cost
 * @param amount negative: reduces costs or cover
 * @param account of the bookkeeping; empty: entered by hand
 * @param reference of the bookkeeping; empty: none
 * @param file it was imported from; null: entered by hand
 * @param takesBack the booking that this one reverses; null: none
 * @param takenBack whether another booking reverses this one
 */
public record LedgerEntry(
        long id,
        LocalDate day,
        LineKind kind,
        @Nullable CostCategory category,
        @Nullable Long sourceId,
        Money amount,
        String account,
        String reference,
        String what,
        @Nullable String file,
        @Nullable Long takesBack,
        boolean takenBack) {}
