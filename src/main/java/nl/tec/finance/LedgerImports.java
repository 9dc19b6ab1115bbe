package nl.tec.finance;

import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.finance.internal.LedgerFile;
import nl.tec.finance.internal.LedgerFile.Unreadable;
import nl.tec.finance.internal.LedgerImportStore;
import nl.tec.shared.Money;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;

/**
 * Bookings from a file of the bookkeeping: CSV or a spreadsheet. A file is previewed first; then its columns and accounts are mapped,
 * once for all files like it. A booking is recognised by its content, so importing the same file again, or one that overlaps it, adds
 * no duplicates (decision 0045).
 */
@Service
public class LedgerImports {

    /** Bytes of a file. */
    public static final int MAX_BYTES = 32_000_000;

    /** The maximum number of unreadable lines that are shown. */
    public static final int MAX_SHOWN = 100;

    /** The fields that are refused. */
    public static final String FILE = "bestand";

    public static final String WITHOUT_BAD = "zonder";

    private final LedgerImportStore store;
    private final Audit audit;
    private final Clock clock;

    LedgerImports(LedgerImportStore store, Audit audit, Clock clock) {
        this.store = store;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * The meaning of the bookings on an account.
     *
     * @param kind null: they are left out
     */
    public record Meaning(
            @Nullable LineKind kind,
            @Nullable CostCategory category,
            @Nullable Long sourceId) {

        public static final Meaning LEFT_OUT = new Meaning(null, null, null);

        public static Meaning cost(CostCategory category) {
            return new Meaning(LineKind.COST, category, null);
        }

        public static Meaning cover(long sourceId) {
            return new Meaning(LineKind.COVER, null, sourceId);
        }
    }

    /**
     * An account in a file.
     *
     * @param debit the sum of its bookings; positive: spent
     * @param meaning null: not mapped yet
     */
    public record Account(
            String code, int lines, Money debit, @Nullable Meaning meaning) {}

    public enum Flaw {
        /** Its quotes do not match. */
        LINE,
        /** It has fewer columns than are needed, as with another separator than in the headings. */
        COLUMNS,
        DAY,
        AMOUNT,
        ACCOUNT
    }

    /** A line that is skipped. @param text what is wrong in it */
    public record BadLine(int line, Flaw flaw, String text) {}

    /**
     * The preview of a file.
     *
     * @param layout null: its columns are not mapped yet; then all that follows is empty
     * @param added bookings that would be new
     * @param known bookings that exist already
     * @param leftOut bookings of a zero amount, and on accounts that are left out
     * @param bad lines that can't be read
     * @param badLines the first of them
     * @param repaired lines with characters that were encoded twice, such as {@code Ã©}, which are booked with the right ones
     * @param accounts in the file, by code
     */
    public record Preview(
            UUID id,
            String fileName,
            List<String> headings,
            @Nullable LedgerLayout layout,
            int added,
            int known,
            int leftOut,
            int bad,
            List<BadLine> badLines,
            int repaired,
            List<Account> accounts) {

        /** Whether some account is not mapped yet. */
        public boolean hasUnmappedAccounts() {
            return accounts.stream().anyMatch(account -> account.meaning() == null);
        }
    }

    /** A completed import. */
    public record Past(long id, String fileName, Instant at, int added, int known, int leftOut, int bad) {}

    /** Stores a file for a preview, for a day at most. */
    @Transactional
    public Outcome<UUID> upload(String fileName, byte[] content, Actor by) {
        if (content.length > MAX_BYTES) {
            return Outcome.refused(new Problems().add(FILE, "finance.import.tooLarge"));
        }
        try {
            LedgerFile.check(content);
        } catch (Unreadable e) {
            return Outcome.refused(e.problems(FILE));
        }
        return Outcome.done(store.keep(fileName, content, by, clock.instant()));
    }

    /** Returns the preview of a file; refused if it is gone, somebody else's, or has to be uploaded again. */
    @Transactional(readOnly = true)
    public Outcome<Preview> look(UUID id, Actor by) {
        Optional<LedgerImportStore.Upload> file = store.find(id, by);
        if (file.isEmpty()) {
            return Outcome.refused("finance.import.gone");
        }
        try {
            return Outcome.done(look(id, file.get()));
        } catch (Unreadable e) {
            return Outcome.refused("finance.import.gone");
        }
    }

    private Preview look(UUID id, LedgerImportStore.Upload upload) throws Unreadable {
        Map<String, Meaning> meanings = store.meanings();
        LedgerImportStore.Counting counting = store.counting(meanings);
        LedgerFile file = LedgerFile.read(upload.content(), store::findLayout, counting);
        List<Account> accounts = file.accounts().entrySet().stream()
                .map(entry -> new Account(
                        entry.getKey(),
                        entry.getValue().lines(),
                        new Money(entry.getValue().cents()),
                        meanings.get(entry.getKey())))
                .toList();
        return new Preview(
                id,
                upload.name(),
                file.headings(),
                file.layout(),
                counting.added(),
                counting.known(),
                file.zero() + counting.leftOut(),
                file.bad(),
                file.badLines(),
                file.repaired(),
                accounts);
    }

    /** Saves the mapping of columns, for all files with these headings. */
    @Transactional
    public Outcome<UUID> remember(UUID id, LedgerLayout layout, Actor by) {
        Optional<LedgerImportStore.Upload> file = store.find(id, by);
        if (file.isEmpty()) {
            return Outcome.refused("finance.import.gone");
        }
        boolean two = layout.headings().containsKey(LedgerLayout.Column.DEBIT)
                && layout.headings().containsKey(LedgerLayout.Column.CREDIT);
        boolean one = layout.headings().containsKey(LedgerLayout.Column.AMOUNT);
        Set<String> used = new HashSet<>(layout.headings().values());
        Problems problems = new Problems()
                .addIf(!layout.headings().containsKey(LedgerLayout.Column.DAY), "DAY", "finance.import.needed")
                .addIf(!layout.headings().containsKey(LedgerLayout.Column.ACCOUNT), "ACCOUNT", "finance.import.needed")
                .addIf(one == two, "AMOUNT", "finance.import.amountOrTwo")
                .addIf(used.size() < layout.headings().size(), "DAY", "finance.import.columnTwice");
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        try {
            store.remember(LedgerFile.headings(file.get().content()), layout);
        } catch (Unreadable e) {
            return Outcome.refused("finance.import.gone");
        }
        return Outcome.done(id);
    }

    /** Saves the meaning of accounts, for all files. Bookings that were imported before do not change. */
    @Transactional
    public void remember(Map<String, Meaning> meanings) {
        store.remember(meanings);
    }

    /**
     * Imports a file and removes the upload.
     *
     * @param withoutBad whether lines that can't be read are left out; otherwise they are refused
     * @return the result; refused until all columns and accounts are mapped
     */
    @Transactional
    public Outcome<Past> run(UUID id, boolean withoutBad, Actor by) {
        Optional<LedgerImportStore.Upload> file = store.take(id, by);
        if (file.isEmpty()) {
            return Outcome.refused("finance.import.gone");
        }
        Map<String, Meaning> meanings = store.meanings();
        LedgerImportStore.Storing storing = store.storing(file.get().name(), meanings, by, clock.instant());
        try {
            LedgerFile read = LedgerFile.read(file.get().content(), store::findLayout, storing);
            if (read.layout() == null) {
                return undone(new Problems().add("", "finance.import.noLayout"));
            }
            if (read.bad() > 0 && !withoutBad) {
                return undone(new Problems()
                        .add(
                                WITHOUT_BAD,
                                "finance.import.hasBad",
                                read.bad(),
                                read.badLines().get(0).line()));
            }
            if (!meanings.keySet().containsAll(read.accounts().keySet())) {
                return undone(new Problems().add("", "finance.import.noMeaning"));
            }
            Past done = storing.done(read);
            audit.add(by, "LEDGER_IMPORTED", "ledger_import", done.id());
            return Outcome.done(done);
        } catch (Unreadable e) {
            return undone(new Problems().add("", "finance.import.gone"));
        }
    }

    /** Rolls back, so that the file is kept and none of its bookings. */
    private static Outcome<Past> undone(Problems why) {
        TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
        return Outcome.refused(why);
    }

    /** Returns the completed imports, the last first. */
    public List<Past> past(int limit) {
        return store.past(limit);
    }
}
