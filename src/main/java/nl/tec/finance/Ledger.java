package nl.tec.finance;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.finance.internal.LedgerQueries;
import nl.tec.finance.internal.LedgerStore;
import nl.tec.shared.Dates;
import nl.tec.shared.Money;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The actual spending and receipts. A booking is immutable; a wrong one is reversed. */
@Service
public class Ledger {

    private static final LocalDate FIRST_DAY = LocalDate.of(2020, 1, 1);

    private final LedgerQueries queries;
    private final LedgerStore store;
    private final Audit audit;
    private final Clock clock;

    Ledger(LedgerQueries queries, LedgerStore store, Audit audit, Clock clock) {
        this.queries = queries;
        this.store = store;
        this.audit = audit;
        this.clock = clock;
    }

    /** A position for keyset pagination of the bookings, which are by day, the last first. */
    public record Key(LocalDate day, long id) {}

    /** @param next the key of the next page; null: this is the last one */
    public record Page(List<LedgerEntry> rows, @Nullable Key next) {}

    /** Returns a page of bookings, the last first. @param after null: the first page */
    public Page page(LedgerFilter filter, @Nullable Key after, int limit) {
        List<LedgerEntry> entries = queries.entries(filter, after, limit + 1);
        if (entries.size() <= limit) {
            return new Page(entries, null);
        }
        List<LedgerEntry> shown = entries.subList(0, limit);
        LedgerEntry last = shown.get(limit - 1);
        return new Page(shown, new Key(last.day(), last.id()));
    }

    /** Sums all bookings that match, costs and cover separately. */
    public Sums sums(LedgerFilter filter) {
        return queries.sums(filter);
    }

    /** @param count number of bookings */
    public record Sums(Money costs, Money cover, long count) {}

    /** Returns the years with a booking, the first one first. */
    public List<Integer> years() {
        return queries.years();
    }

    /** @throws NotFound when there is none */
    public LedgerEntry get(long id) {
        return queries.find(id).orElseThrow(() -> new NotFound("booking " + id));
    }

    /**
     * A booking that is entered by hand.
     *
     * @param cents negative: reduces costs or cover
     * @param once idempotency key of the form
     */
    public record New(
            LocalDate day,
            LineKind kind,
            @Nullable CostCategory category,
            @Nullable Long sourceId,
            long cents,
            String reference,
            String what,
            UUID once) {}

    @Transactional
    public Outcome<Long> book(New entry, Actor by) {
        LocalDate today = Dates.today(clock);
        Problems problems = new Problems()
                .addIf(entry.day().isBefore(FIRST_DAY) || entry.day().isAfter(today), "dag", "finance.problem.bookedOn")
                .addIf(
                        entry.cents() == 0 || Math.abs(entry.cents()) > Budget.MAX_CENTS,
                        "bedrag",
                        "finance.problem.amount")
                .addIf(entry.what().isBlank() || entry.what().length() > 200, "wat", "finance.problem.what", 200)
                .addIfLonger(entry.reference(), 60, "stuk")
                .addIf(entry.kind() == LineKind.COST && entry.category() == null, "rubriek", "finance.problem.category")
                .addIf(entry.kind() == LineKind.COVER && entry.sourceId() == null, "bron", "finance.problem.source");
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        Optional<Long> added = store.add(entry, by, clock.instant());
        added.ifPresent(id -> audit.add(by, "BOOKED", "ledger_entry", id));
        return Outcome.done(added.orElseGet(() -> queries.sentBefore(entry.once())));
    }

    /**
     * Reverses a booking by one of the opposite amount on the same day, so that the year it was in is right; idempotent.
     *
     * @throws NotFound when there is no such booking
     */
    @Transactional
    public Outcome<Long> takeBack(long id, String why, Actor by) {
        LedgerEntry entry = get(id);
        Problems problems = new Problems()
                .addIf(why.isBlank() || why.length() > 200, "waarom", "finance.problem.what", 200)
                .addIf(entry.takesBack() != null, "waarom", "finance.problem.takenBack");
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        store.takeBack(entry, why, by, clock.instant())
                .ifPresent(opposite -> audit.add(by, "BOOKING_TAKEN_BACK", "ledger_entry", id));
        return Outcome.done(id);
    }
}
