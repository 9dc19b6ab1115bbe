package nl.tec.accountability;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nl.tec.accountability.internal.AccountPaper;
import nl.tec.accountability.internal.AccountQueries;
import nl.tec.accountability.internal.AccountStore;
import nl.tec.accountability.internal.Composer;
import nl.tec.accountability.internal.Composer.Composed;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.accounts.Role;
import nl.tec.documents.Documents;
import nl.tec.feedback.WrittenWords;
import nl.tec.feedback.WrittenWords.Written;
import nl.tec.finance.Budget;
import nl.tec.finance.FundingSource;
import nl.tec.hub.Texts;
import nl.tec.results.Figures;
import nl.tec.shared.Dates;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The annual accounts (rules 2.14): a general one and one for each source of funding that requires it. A draft shows the current
 * figures. When the board adopts it, its figures, open data and sealed document are stored and become immutable.
 */
@Service
public class AnnualAccounts {

    public static final int MAX_TEXT = 8000;
    public static final int MAX_REASON = 500;
    public static final int MAX_QUOTES = 12;

    /** The maximum number of published remarks to choose from. */
    private static final int QUOTES_OFFERED = 100;

    /** The problem of a draft that was changed concurrently. */
    public static final String OUTDATED = "form.outdated";

    /** The problem of a draft that was adopted concurrently. */
    public static final String ADOPTED = "annual.problem.adopted";

    /** Message key of a refusal because somebody deleted the draft meanwhile. */
    public static final String GONE = "annual.problem.gone";

    /** The editable part of a draft. @param quotes a selection of {@link #quotes} */
    public record Draft(Map<Section, String> texts, List<String> quotes, String reason) {

        /** Whether a version has these texts and quotes. */
        public boolean isIn(AccountVersion version) {
            return version.quotes().equals(quotes)
                    && version.reason().equals(reason.strip())
                    && Arrays.stream(Section.values())
                            .allMatch(section -> version.text(section)
                                    .equals(texts.getOrDefault(section, "").strip()));
        }
    }

    private final AccountQueries queries;
    private final AccountStore store;
    private final Composer composer;
    private final AccountPaper paper;
    private final Figures figures;
    private final Budget budget;
    private final WrittenWords words;
    private final Audit audit;
    private final Clock clock;

    AnnualAccounts(
            AccountQueries queries,
            AccountStore store,
            Composer composer,
            AccountPaper paper,
            Figures figures,
            Budget budget,
            WrittenWords words,
            Audit audit,
            Clock clock) {
        this.queries = queries;
        this.store = store;
        this.composer = composer;
        this.paper = paper;
        this.figures = figures;
        this.budget = budget;
        this.words = words;
        this.audit = audit;
        this.clock = clock;
    }

    /** Lists all versions, for hub staff: the last year first, and of each account the last version first. */
    public List<AccountVersion> list() {
        return queries.list();
    }

    /** Lists the years that an account can cover, the last first. */
    public List<Integer> years() {
        List<Integer> years = new ArrayList<>(figures.years());
        Collections.reverse(years);
        return years;
    }

    /** Lists the sources of funding that an account can be for. */
    public List<FundingSource> sources() {
        return budget.sources();
    }

    /** @throws NotFound when there is none */
    public AccountVersion version(long versionId) {
        return queries.find(versionId).orElseThrow(() -> new NotFound("version " + versionId));
    }

    /** Lists the published remarks of participants in the year of an account (rules 2.10), after those already in the draft. */
    public List<String> quotes(AccountVersion version) {
        Set<String> offered = new LinkedHashSet<>(version.quotes());
        words.list(WrittenWords.State.PUBLISHED, null, QUOTES_OFFERED).stream()
                .filter(written -> written.half().first().getYear() == version.year()
                        || written.half().first().getYear() == version.year() + 1)
                .map(Written::words)
                .forEach(offered::add);
        return List.copyOf(offered);
    }

    /** Begins an account. @param sourceId null for the general account. @return the id of its first version */
    @Transactional
    public Outcome<Long> begin(int year, @Nullable Long sourceId, Actor by) {
        mayWrite(by);
        Optional<FundingSource> source = sourceId == null ? Optional.empty() : findSource(sourceId);
        Problems problems = new Problems()
                .addIf(!figures.years().contains(year), "jaar", "annual.problem.year")
                .addIf(sourceId != null && source.isEmpty(), "bron", "annual.problem.source");
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        Optional<Long> account =
                store.add(year, sourceId, source.map(FundingSource::name).orElse(""));
        if (account.isEmpty()) {
            return Outcome.refused("annual.problem.there");
        }
        long id = store.addVersion(account.get(), null, by, clock.instant());
        audit.add(by, "ANNUAL_ACCOUNT_BEGUN", "annual_account_version", id);
        return Outcome.done(id);
    }

    /** Stores the texts of a draft; refused with {@link #GONE} when there is none. @param edits the value when the draft was read */
    @Transactional
    public Outcome<Long> save(long versionId, Draft draft, int edits, Actor by) {
        mayWrite(by);
        Optional<AccountVersion> version = queries.find(versionId);
        if (version.isEmpty()) {
            return Outcome.refused(GONE);
        }
        Problems problems = new Problems();
        Draft written = checked(version.get(), draft, problems);
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        if (!store.save(versionId, written, edits, by, clock.instant())) {
            return overtaken(versionId);
        }
        audit.add(by, "ANNUAL_ACCOUNT_WRITTEN", "annual_account_version", versionId);
        return Outcome.done(versionId);
    }

    private Outcome<Long> overtaken(long versionId) {
        return Outcome.refused(queries.find(versionId)
                .map(version -> version.draft() ? OUTDATED : ADOPTED)
                .orElse(GONE));
    }

    /** Returns the draft as it is stored: without blank texts, and trimmed. */
    private Draft checked(AccountVersion version, Draft draft, Problems problems) {
        Map<Section, String> texts = new EnumMap<>(Section.class);
        draft.texts().forEach((section, text) -> {
            String missing = Documents.unprintable(text);
            problems.addIfLonger(text, MAX_TEXT, section.name())
                    .addIf(!missing.isEmpty(), section.name(), "annual.problem.letters", missing);
            if (!text.isBlank()) {
                texts.put(section, text.strip());
            }
        });
        String reason = draft.reason().strip();
        problems.addIfLonger(reason, MAX_REASON, "reden")
                .addIf(
                        !Documents.unprintable(reason).isEmpty(),
                        "reden",
                        "annual.problem.letters",
                        Documents.unprintable(reason))
                .addIf(
                        !new HashSet<>(quotes(version)).containsAll(draft.quotes()),
                        "citaat",
                        "annual.problem.quotes",
                        MAX_QUOTES)
                .addIf(draft.quotes().size() > MAX_QUOTES, "citaat", "annual.problem.quotes", MAX_QUOTES);
        return new Draft(texts, draft.quotes(), reason);
    }

    /** Adopts a draft with the texts that are stored. See {@link #adopt(long, Draft, LocalDate, int, Actor)}. */
    @Transactional
    public Outcome<Long> adopt(long versionId, @Nullable LocalDate publishOn, int edits, Actor by) {
        AccountVersion version = version(versionId);
        Draft stored = new Draft(version.texts(), version.quotes(), version.reason());
        return adopt(versionId, stored, publishOn, edits, by);
    }

    /**
     * Adopts a draft: stores its texts, freezes it, and makes its sealed document. Stores nothing when it refuses, with {@link #GONE} when
     * there is none.
     *
     * @param draft the texts that the board adopts
     * @param publishOn the first day on which it is public: today or later
     * @param edits the value when the draft was read
     * @throws AccessDeniedException unless the actor is a board member
     */
    @Transactional
    public Outcome<Long> adopt(long versionId, Draft draft, @Nullable LocalDate publishOn, int edits, Actor by) {
        if (!by.is(Role.BOARD)) {
            throw new AccessDeniedException("only the board adopts");
        }
        Optional<AccountVersion> found = queries.find(versionId);
        if (found.isEmpty()) {
            return Outcome.refused(GONE);
        }
        AccountVersion version = found.get();
        LocalDate earliest = earliest(version);
        Problems problems = new Problems();
        Draft written = checked(version, draft, problems);
        problems.addIf(
                        publishOn == null || publishOn.isBefore(earliest),
                        "dag",
                        "annual.problem.day",
                        Dates.date(earliest, Texts.DUTCH))
                .addIf(version.number() > 1 && written.reason().isEmpty(), "reden", "annual.problem.reason");
        Optional<FundingSource> source = source(version);
        problems.addIf(version.sourceId() != null && source.isEmpty(), "", "annual.problem.source");
        if (publishOn == null || problems.any()) {
            return Outcome.refused(problems);
        }
        if (!store.lock(versionId, edits)) {
            return overtaken(versionId);
        }
        if (figures.pending().isPresent()) {
            return Outcome.refused("annual.problem.measuring");
        }
        store.save(versionId, written, edits, by, clock.instant());
        Composed composed = composer.compose(version.year(), source.orElse(null), written.quotes());
        AccountVersion adopted = version(versionId).adopted(clock.instant(), publishOn);
        store.adopt(versionId, composed, paper.sealedPdf(adopted, composed.content()), publishOn, by, clock.instant());
        audit.add(by, "ANNUAL_ACCOUNT_ADOPTED", "annual_account_version", versionId);
        return Outcome.done(versionId);
    }

    /** Returns the first day on which a draft can be public: today, but not before the version that it corrects. */
    public LocalDate earliest(AccountVersion draft) {
        LocalDate today = Dates.today(clock);
        return queries.versions(draft.accountId()).stream()
                .flatMap(version -> Optional.ofNullable(version.publishOn()).stream())
                .filter(day -> day.isAfter(today))
                .findFirst()
                .orElse(today);
    }

    /** Begins the next version with the texts of the last one. @return its id; that of the draft if there is one */
    @Transactional
    public long correct(long accountId, Actor by) {
        mayWrite(by);
        AccountVersion last = queries.versions(accountId).stream()
                .findFirst()
                .orElseThrow(() -> new NotFound("account " + accountId));
        if (last.draft()) {
            return last.id();
        }
        long id = store.addVersion(accountId, last, by, clock.instant());
        audit.add(by, "ANNUAL_ACCOUNT_BEGUN", "annual_account_version", id);
        return id;
    }

    /** Deletes a draft; refuses an adopted version. @throws NotFound when there is none */
    @Transactional
    public Outcome<Long> remove(long versionId, Actor by) {
        mayWrite(by);
        if (!store.remove(version(versionId))) {
            return Outcome.refused(ADOPTED);
        }
        audit.add(by, "ANNUAL_ACCOUNT_REMOVED", "annual_account_version", versionId);
        return Outcome.done(versionId);
    }

    /** Lists the last public version of each account, the last year first. */
    public List<AccountVersion> published() {
        LocalDate today = Dates.today(clock);
        return queries.list().stream()
                .filter(version -> version.publicOn(today) && !version.replaced(today))
                .toList();
    }

    /** Lists the public versions of an account, the last first. @param sourceId null for the general account */
    public List<AccountVersion> published(int year, @Nullable Long sourceId) {
        LocalDate today = Dates.today(clock);
        return queries.published(year, sourceId == null ? 0 : sourceId, today).stream()
                .filter(version -> version.publicOn(today))
                .toList();
    }

    /** Returns the stored content of an adopted version; of a draft, the content composed from the current figures. */
    public AccountContent content(AccountVersion version) {
        return version.draft() ? compose(version).content() : queries.content(version.id());
    }

    public OpenData data(AccountVersion version) {
        return version.draft() ? compose(version).data() : queries.data(version.id());
    }

    /** Returns the names of its {@link OpenData#tables}. */
    public List<String> tables(AccountVersion version) {
        boolean whole = version.sourceId() == null;
        if (version.draft()) {
            return Composer.tables(whole);
        }
        return version.tables().isEmpty() ? Composer.tablesBeforeNamesWereStored(whole) : version.tables();
    }

    /** Returns the document, sealed unless it is a draft. */
    public byte[] pdf(AccountVersion version) {
        return version.draft() ? paper.pdf(version, content(version)) : queries.pdf(version.id());
    }

    private Composed compose(AccountVersion draft) {
        return composer.compose(draft.year(), source(draft).orElse(null), draft.quotes());
    }

    private Optional<FundingSource> source(AccountVersion version) {
        Long id = version.sourceId();
        return id == null ? Optional.empty() : findSource(id);
    }

    private Optional<FundingSource> findSource(long id) {
        return budget.sources().stream().filter(source -> source.id() == id).findFirst();
    }

    private static void mayWrite(Actor by) {
        if (!by.is(Role.BOARD, Role.PROGRAMME_MANAGER)) {
            throw new AccessDeniedException("the board and the programme manager write");
        }
    }
}
