package nl.tec.declarations;

import static nl.tec.declarations.DeclarationFields.PUBLIC_DAY;
import static nl.tec.declarations.DeclarationFields.REPLACED_BY;
import static nl.tec.declarations.DeclarationFields.TEXT;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.declarations.internal.Completion;
import nl.tec.declarations.internal.DeclarationMail;
import nl.tec.declarations.internal.DeclarationQueries;
import nl.tec.declarations.internal.DeclarationRules;
import nl.tec.declarations.internal.DeclarationStore;
import nl.tec.declarations.internal.Filling;
import nl.tec.declarations.internal.History;
import nl.tec.declarations.internal.Integrity;
import nl.tec.declarations.internal.Reminding;
import nl.tec.declarations.internal.SignedRows;
import nl.tec.documents.UploadedFile;
import nl.tec.hub.Texts;
import nl.tec.shared.Dates;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Manages declarations for those who write them and collect signatures (rules 6). Problems refer to {@link DeclarationFields}. Commands
 * return the id of what they created or changed.
 */
@Service
public class Declarations {

    /** A declaration with its progress in the list. @param altered as {@link Declaration#altered} */
    public record Row(
            long id,
            DeclarationKind kind,
            String title,
            DeclarationState state,
            boolean altered,
            long signed,
            long signatories,
            long declined,
            @Nullable Instant publicFrom) {}

    /**
     * The submitted form of a new declaration.
     *
     * @param publicFrom null: never public
     */
    public record Draft(
            DeclarationKind kind,
            String title,
            String text,
            @Nullable Instant publicFrom,
            Declaration.Terms terms) {}

    /**
     * The submitted form of a signatory.
     *
     * @param organisationId null: signs as a person
     * @param email empty: signs after signing in
     * @param evidence the document of the mandate; null: none yet
     */
    public record SignatoryDraft(
            @Nullable Long organisationId,
            String position,
            String email,
            boolean required,
            @Nullable Mandate mandate,
            @Nullable UploadedFile evidence) {}

    /** An event in the history of a declaration. @param who the name of the account; empty: by a link, or automatic */
    public record Event(Instant at, String event, String who, String signatory, String detail) {}

    /** A version of the text. @param who its author. @param signatures on this version, including those of withdrawn signatories */
    public record Version(
            int number,
            String title,
            String text,
            Instant at,
            String who,
            List<PublicDeclarations.SignedBy> signatures) {}

    /** The maximum number of working days that {@link #changeReminding} takes. */
    public static final int MAX_REMIND_DAYS = 60;

    /** A declaration to choose from. */
    public record Choice(long id, String title) {}

    private final Clock clock;
    private final Audit audit;
    private final DeclarationRules rules;
    private final DeclarationQueries queries;
    private final DeclarationStore store;
    private final SignedRows signed;
    private final Integrity integrity;
    private final History history;
    private final DeclarationMail mail;
    private final Texts texts;
    private final Completion completion;
    private final Reminding reminding;

    Declarations(
            Clock clock,
            Audit audit,
            DeclarationRules rules,
            DeclarationQueries queries,
            DeclarationStore store,
            SignedRows signed,
            Integrity integrity,
            History history,
            DeclarationMail mail,
            Texts texts,
            Completion completion,
            Reminding reminding) {
        this.clock = clock;
        this.audit = audit;
        this.rules = rules;
        this.queries = queries;
        this.store = store;
        this.signed = signed;
        this.integrity = integrity;
        this.history = history;
        this.mail = mail;
        this.texts = texts;
        this.completion = completion;
        this.reminding = reminding;
    }

    /**
     * Returns declarations, the newest first.
     *
     * @param before only those with a lower id; null: from the start
     */
    public List<Row> list(@Nullable Long before, int limit) {
        return queries.list(before, limit);
    }

    /** Returns a declaration with the mail addresses of signatories, and records the access in the audit log. */
    @Transactional
    public Declaration read(long id, Actor by) {
        Declaration declaration = get(id);
        audit.add(by, "DECLARATION_READ", "declaration", id);
        return declaration;
    }

    /** Returns the events of a declaration, the newest first. */
    public List<Event> history(long id) {
        return queries.history(id);
    }

    /** Returns all versions of the text with their signatures, the newest first. */
    public List<Version> versions(long id) {
        return queries.versions(id, signed.all(id));
    }

    @Transactional
    public Outcome<Long> write(Draft draft, Actor by) {
        Problems problems = rules.draft(draft);
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        long id = store.insert(draft, by, clock.instant());
        history.add(id, "CREATED", by);
        return Outcome.done(id);
    }

    /**
     * Changes the text. Once signatories have their links, this creates a new version, which all of them are asked to sign again. The text
     * of a complete declaration cannot change.
     *
     * @param version the version that the form showed, for optimistic locking
     */
    @Transactional
    public Outcome<Long> changeText(long id, int version, String title, String text, Actor by) {
        Declaration now = store.lock(id);
        Problems problems = rules.text(title, text)
                .addIf(now.closed(), TEXT, "declarations.problem.closed." + now.state())
                .addIf(now.version() != version, TEXT, "declarations.problem.otherVersion");
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        if (now.title().equals(title.strip()) && now.text().equals(Filling.tidy(text))) {
            return Outcome.done(id);
        }
        if (now.state() == DeclarationState.DRAFT) {
            store.changeDraft(now, title, text);
            history.add(id, "TEXT_CHANGED", by);
        } else {
            store.insertVersion(id, version + 1, title, text, by, clock.instant());
            history.add(id, "NEW_VERSION", by, null, String.valueOf(version + 1));
            List<Signatory> asked = now.active().stream()
                    .filter(signatory -> signatory.invitedAt() != null)
                    .toList();
            asked.forEach(signatory -> mail.newText(signatory, version + 1));
            reminding.asked(now, asked.stream().map(Signatory::id).toList());
        }
        return Outcome.done(id);
    }

    /** Changes the moment of publication, unless it has passed. @param publicFrom null: never */
    @Transactional
    public Outcome<Long> changePublication(long id, @Nullable Instant publicFrom, Actor by) {
        Declaration now = store.lock(id);
        Problems problems = new Problems();
        rules.publication(publicFrom, problems);
        problems.addIf(now.state() == DeclarationState.WITHDRAWN, PUBLIC_DAY, "declarations.problem.closed.WITHDRAWN")
                .addIf(now.publicAt(clock.instant()), PUBLIC_DAY, "declarations.problem.isPublic");
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        store.publishFrom(id, publicFrom);
        history.add(
                id,
                "DATES_CHANGED",
                by,
                null,
                publicFrom == null
                        ? texts.text(Texts.DUTCH, "declarations.neverPublic")
                        : Dates.moment(publicFrom, Texts.DUTCH));
        return Outcome.done(id);
    }

    /**
     * Changes the number of working days before an automatic reminder, counted from today, unless the declaration is complete.
     *
     * @param days 0: never; null: the default of the hub
     */
    @Transactional
    public Outcome<Long> changeReminding(long id, @Nullable Integer days, Actor by) {
        Declaration now = store.lock(id);
        Problems problems = new Problems().addIf(now.closed(), "", "declarations.problem.closed." + now.state());
        rules.reminding(days, problems);
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        if (Objects.equals(now.remindDays(), days)) {
            return Outcome.done(id);
        }
        store.remindAfter(id, days);
        reminding.changed(get(id));
        history.add(
                id,
                "REMINDING_CHANGED",
                by,
                null,
                days == null
                        ? texts.text(Texts.DUTCH, "declarations.reminding.hub")
                        : texts.text(Texts.DUTCH, "declarations.reminding.after", days));
        return Outcome.done(id);
    }

    /**
     * Withdraws a declaration: signing stops, its text is no longer public, and its memberships and ambassadors end today. If it was
     * withdrawn before, only changes the replacement.
     *
     * @param replacedBy the declaration that replaces it; null: none
     */
    @Transactional
    public Outcome<Long> withdraw(long id, @Nullable Long replacedBy, Actor by) {
        Declaration now = store.lock(id);
        Choice instead = replacedBy == null ? null : choice(id, replacedBy);
        if (replacedBy != null && instead == null) {
            return Outcome.refused(new Problems().add(REPLACED_BY, "declarations.problem.replacedBy"));
        }
        if (now.state() != DeclarationState.WITHDRAWN) {
            store.withdraw(id, clock.instant());
            history.add(id, "WITHDRAWN", by);
            completion.end(id);
        }
        if (!Objects.equals(now.replacedBy(), replacedBy)) {
            store.replace(id, replacedBy);
            history.add(
                    id,
                    "REPLACED",
                    by,
                    null,
                    instead == null ? texts.text(Texts.DUTCH, "declarations.notReplaced") : instead.title());
        }
        return Outcome.done(id);
    }

    private @Nullable Choice choice(long id, long replacedBy) {
        return queries.replacements(id).stream()
                .filter(one -> one.id() == replacedBy)
                .findFirst()
                .orElse(null);
    }

    /** Returns the declarations that can replace it: the newest that are not withdrawn, and the current replacement. */
    public List<Choice> replacements(long id) {
        return queries.replacements(id);
    }

    /** Returns the sealed document; empty until it exists. */
    public Optional<byte[]> file(long id) {
        return queries.file(id);
    }

    /** Checks a declaration for alterations since it was signed (rules 6). */
    public List<Alteration> alterations(long id) {
        return integrity.check(id);
    }

    private Declaration get(long id) {
        return queries.find(id).orElseThrow(() -> new NotFound("declaration " + id));
    }
}
