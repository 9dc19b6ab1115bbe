package nl.tec.declarations;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import nl.tec.accounts.Actor;
import nl.tec.declarations.Declarations.SignatoryDraft;
import nl.tec.declarations.internal.Completion;
import nl.tec.declarations.internal.DeclarationMail;
import nl.tec.declarations.internal.DeclarationQueries;
import nl.tec.declarations.internal.DeclarationRules;
import nl.tec.declarations.internal.DeclarationStore;
import nl.tec.declarations.internal.History;
import nl.tec.declarations.internal.MandateFileStore;
import nl.tec.declarations.internal.Reminding;
import nl.tec.organisations.WorkingDays;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Manages the signatories of declarations: adding, inviting, reminding, withdrawing and replacing. They are never deleted. */
@Service
public class Signatories {

    /** The minimum time between two mails to a signatory. */
    private static final Duration MIN_REMINDER_INTERVAL = Duration.ofDays(1);

    private static final int MAX = 200;

    private final Clock clock;
    private final DeclarationRules rules;
    private final DeclarationStore store;
    private final DeclarationQueries queries;
    private final Completion completion;
    private final History history;
    private final DeclarationMail mail;
    private final Reminding reminding;
    private final MandateFileStore mandates;

    Signatories(
            Clock clock,
            DeclarationRules rules,
            DeclarationStore store,
            DeclarationQueries queries,
            Completion completion,
            History history,
            DeclarationMail mail,
            Reminding reminding,
            MandateFileStore mandates) {
        this.clock = clock;
        this.rules = rules;
        this.store = store;
        this.queries = queries;
        this.completion = completion;
        this.history = history;
        this.mail = mail;
        this.reminding = reminding;
        this.mandates = mandates;
    }

    @Transactional
    public Outcome<Long> add(long id, SignatoryDraft draft, Actor by) {
        Declaration declaration = store.lock(id);
        Problems problems = check(declaration, draft);
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        long signatory = insert(declaration, draft);
        added(id, signatory, draft, by);
        return Outcome.done(signatory);
    }

    /** Withdraws a signatory, who stays on record; the old link shows a message. */
    @Transactional
    public Outcome<Long> withdraw(long id, long signatoryId, Actor by) {
        Declaration declaration = store.lock(id);
        Signatory signatory = of(declaration, signatoryId);
        Problems problems = open(declaration);
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        if (signatory.active()) {
            store.withdrawSignatory(signatoryId, null, clock.instant());
            history.add(id, "SIGNATORY_WITHDRAWN", by, signatoryId, "");
            completion.completeIfAllSigned(id, by);
        }
        return Outcome.done(signatoryId);
    }

    /** Replaces a signatory, who stays on record; the old link shows a message. */
    @Transactional
    public Outcome<Long> replace(long id, long signatoryId, SignatoryDraft draft, Actor by) {
        Declaration declaration = store.lock(id);
        Signatory old = of(declaration, signatoryId);
        Problems problems = check(declaration, draft).addIf(!old.active(), "", "declarations.problem.notActive");
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        long instead = insert(declaration, draft);
        store.withdrawSignatory(signatoryId, instead, clock.instant());
        history.add(id, "SIGNATORY_REPLACED", by, signatoryId, "");
        added(id, instead, draft, by);
        return Outcome.done(instead);
    }

    /** Returns the signatories to whom {@link #send} sends a link; those without an address sign after signing in. */
    public List<Signatory> toInvite(Declaration declaration) {
        return declaration.active().stream()
                .filter(signatory -> signatory.invitedAt() == null && !signatory.signed())
                .toList();
    }

    /** Returns the signatories whom {@link #remindAll} reminds. */
    public List<Signatory> toRemind(Declaration declaration) {
        return declaration.signatories().stream()
                .filter(signatory -> signatory.canBeReminded() && !wasMailedRecently(signatory))
                .toList();
    }

    /** Sends a personal link to all signatories who have none yet, and opens the declaration for signing. */
    @Transactional
    public Outcome<Long> send(long id, Actor by) {
        Declaration declaration = store.lock(id);
        Problems problems = open(declaration)
                .addIf(declaration.active().stream().noneMatch(Signatory::required), "", "declarations.problem.nobody");
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        store.open(id, clock.instant());
        List<Signatory> asked = toInvite(declaration);
        reminding.asked(declaration, ids(asked));
        for (Signatory signatory : asked) {
            mail.invite(signatory);
            history.add(id, "INVITED", by, signatory.id(), "");
        }
        return Outcome.done(id);
    }

    /** Asks a signatory who declined again, with a new link. */
    @Transactional
    public Outcome<Long> askAgain(long id, long signatoryId, Actor by) {
        Declaration declaration = store.lock(id);
        Signatory signatory = of(declaration, signatoryId);
        Problems problems = open(declaration)
                .addIf(
                        !signatory.active() || signatory.decline() == null,
                        "",
                        "declarations.problem.notDeclined",
                        signatory.who());
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        reminding.asked(declaration, List.of(signatoryId));
        mail.inviteAgain(signatory, clock.instant());
        history.add(id, "ASKED_AGAIN", by, signatoryId, "");
        return Outcome.done(signatoryId);
    }

    /** Reminds a signatory who has not signed, at most once in 24 hours. */
    @Transactional
    public Outcome<Long> remind(long id, long signatoryId, Actor by) {
        Declaration declaration = store.lock(id);
        Signatory signatory = of(declaration, signatoryId);
        Problems problems = open(declaration)
                .addIf(!signatory.canBeReminded(), "", "declarations.problem.notToRemind")
                .addIf(wasMailedRecently(signatory), "", "declarations.problem.remindedToday", signatory.who());
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        remind(declaration, List.of(signatory), by);
        return Outcome.done(signatoryId);
    }

    /** Reminds all signatories who have not signed and were not mailed in the last 24 hours. */
    @Transactional
    public Outcome<Long> remindAll(long id, Actor by) {
        Declaration declaration = store.lock(id);
        List<Signatory> waiting = toRemind(declaration);
        Problems problems = open(declaration).addIf(waiting.isEmpty(), "", "declarations.problem.nobodyToRemind");
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        remind(declaration, waiting, by);
        return Outcome.done(id);
    }

    /** Sends the automatic reminders that are due. A declaration that is locked by somebody else waits for the next run. */
    @Transactional
    public void remindDue(long id, WorkingDays.Ahead ahead) {
        if (!store.tryLock(id)) {
            return;
        }
        List<Long> due = reminding.signatories(id, ahead.now());
        if (due.isEmpty()) {
            return;
        }
        Declaration declaration = store.lock(id);
        reminding.remindedAutomatically(declaration, due, ahead);
        declaration.signatories().stream()
                .filter(signatory -> due.contains(signatory.id()))
                .forEach(signatory -> {
                    mail.remind(signatory, ahead.now());
                    history.add(
                            id, "REMINDED_BY_ITSELF", null, signatory.id(), String.valueOf(signatory.reminders() + 1));
                });
    }

    private void remind(Declaration declaration, List<Signatory> waiting, Actor by) {
        Instant now = clock.instant();
        reminding.remindedManually(declaration, ids(waiting), now);
        for (Signatory signatory : waiting) {
            mail.remind(signatory, now);
            history.add(declaration.id(), "REMINDED", by, signatory.id(), "");
        }
    }

    private static List<Long> ids(List<Signatory> signatories) {
        return signatories.stream().map(Signatory::id).toList();
    }

    private boolean wasMailedRecently(Signatory signatory) {
        Instant last = signatory.remindedAt() == null ? signatory.invitedAt() : signatory.remindedAt();
        return last != null && clock.instant().isBefore(last.plus(MIN_REMINDER_INTERVAL));
    }

    /** Validates a signatory, so that a form with unreadable fields shows all problems together. */
    public Problems check(long id, SignatoryDraft draft) {
        return check(queries.find(id).orElseThrow(() -> new NotFound("declaration " + id)), draft);
    }

    private Problems check(Declaration declaration, SignatoryDraft draft) {
        Problems problems = rules.signatory(declaration.kind(), draft);
        if (declaration.closed()) {
            problems.add("", "declarations.problem.closed." + declaration.state());
        }
        return problems.addIf(declaration.signatories().size() >= MAX, "", "declarations.problem.tooMany", MAX);
    }

    private static Problems open(Declaration declaration) {
        return new Problems().addIf(declaration.closed(), "", "declarations.problem.closed." + declaration.state());
    }

    private static Signatory of(Declaration declaration, long signatoryId) {
        return declaration.signatories().stream()
                .filter(signatory -> signatory.id() == signatoryId)
                .findFirst()
                .orElseThrow(() -> new NotFound("signatory " + signatoryId));
    }

    private long insert(Declaration declaration, SignatoryDraft draft) {
        Long organisation = draft.organisationId();
        String name = organisation == null ? "" : Objects.requireNonNull(rules.organisation(organisation));
        return store.insertSignatory(declaration.id(), draft, name, clock.instant());
    }

    private void added(long id, long signatoryId, SignatoryDraft draft, Actor by) {
        history.add(id, "SIGNATORY_ADDED", by, signatoryId, "");
        if (draft.evidence() != null) {
            mandates.put(id, signatoryId, draft.evidence(), by);
        }
    }

    /** Counts the active signatories who declined, in all open declarations. */
    public int countDeclined() {
        return queries.countDeclined();
    }
}
