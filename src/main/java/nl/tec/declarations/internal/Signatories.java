package nl.tec.declarations.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import nl.tec.accounts.Actor;
import nl.tec.declarations.Declaration;
import nl.tec.declarations.Declarations.SignatoryDraft;
import nl.tec.declarations.Mandate;
import nl.tec.declarations.Signatory;
import nl.tec.hub.Rows;
import nl.tec.organisations.WorkingDays;
import nl.tec.shared.MailAddress;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Who has to sign: adding, sending links, reminding, taking off and replacing. Nobody is ever removed. */
@Component
class Signatories {

    /** Between two reminders. */
    private static final Duration PAUSE = Duration.ofDays(1);

    private static final int MAX = 200;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final DeclarationRules rules;
    private final DeclarationWriter writer;
    private final Completion completion;
    private final History history;
    private final DeclarationMail mail;
    private final Reminding reminding;
    private final StoredMandateFiles mandates;

    Signatories(
            JdbcClient jdbc,
            Clock clock,
            DeclarationRules rules,
            DeclarationWriter writer,
            Completion completion,
            History history,
            DeclarationMail mail,
            Reminding reminding,
            StoredMandateFiles mandates) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.rules = rules;
        this.writer = writer;
        this.completion = completion;
        this.history = history;
        this.mail = mail;
        this.reminding = reminding;
        this.mandates = mandates;
    }

    @Transactional
    Outcome<Long> add(long id, SignatoryDraft draft, Actor by) {
        Declaration declaration = writer.locked(id);
        Problems problems = check(declaration, draft);
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        long signatory = insert(declaration, draft);
        added(id, signatory, draft, by);
        return Outcome.done(signatory);
    }

    @Transactional
    Outcome<Long> withdraw(long id, long signatoryId, Actor by) {
        Declaration declaration = writer.locked(id);
        Signatory signatory = of(declaration, signatoryId);
        Problems problems = open(declaration);
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        if (signatory.active()) {
            end(signatoryId, null);
            history.add(id, "SIGNATORY_WITHDRAWN", by, signatoryId, "");
            completion.completeIfAllSigned(id, by);
        }
        return Outcome.done(signatoryId);
    }

    @Transactional
    Outcome<Long> replace(long id, long signatoryId, SignatoryDraft draft, Actor by) {
        Declaration declaration = writer.locked(id);
        Signatory old = of(declaration, signatoryId);
        Problems problems = check(declaration, draft).addIf(!old.active(), "", "declarations.problem.notActive");
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        long instead = insert(declaration, draft);
        end(signatoryId, instead);
        history.add(id, "SIGNATORY_REPLACED", by, signatoryId, "");
        added(id, instead, draft, by);
        return Outcome.done(instead);
    }

    @Transactional
    Outcome<Long> send(long id, Actor by) {
        Declaration declaration = writer.locked(id);
        Problems problems = open(declaration)
                .addIf(declaration.active().stream().noneMatch(Signatory::required), "", "declarations.problem.nobody");
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        jdbc.sql("update declaration set opened_at = coalesce(opened_at, ?) where id = ?")
                .param(Rows.timestamp(clock.instant()))
                .param(id)
                .update();
        List<Signatory> asked = declaration.active().stream()
                .filter(signatory -> signatory.invitedAt() == null && !signatory.signed())
                .toList();
        reminding.asked(declaration, ids(asked));
        for (Signatory signatory : asked) {
            mail.invite(signatory);
            history.add(id, "INVITED", by, signatory.id(), "");
        }
        return Outcome.done(id);
    }

    @Transactional
    Outcome<Long> askAgain(long id, long signatoryId, Actor by) {
        Declaration declaration = writer.locked(id);
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

    @Transactional
    Outcome<Long> remind(long id, long signatoryId, Actor by) {
        Declaration declaration = writer.locked(id);
        Signatory signatory = of(declaration, signatoryId);
        Problems problems = open(declaration)
                .addIf(!signatory.canBeReminded(), "", "declarations.problem.notToRemind")
                .addIf(mailedToday(signatory), "", "declarations.problem.remindedToday", signatory.who());
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        remind(declaration, List.of(signatory), by);
        return Outcome.done(signatoryId);
    }

    @Transactional
    Outcome<Long> remindAll(long id, Actor by) {
        Declaration declaration = writer.locked(id);
        List<Signatory> waiting = declaration.signatories().stream()
                .filter(signatory -> signatory.canBeReminded() && !mailedToday(signatory))
                .toList();
        Problems problems = open(declaration).addIf(waiting.isEmpty(), "", "declarations.problem.nobodyToRemind");
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        remind(declaration, waiting, by);
        return Outcome.done(id);
    }

    /** Whoever has a turn; a declaration that somebody signs or changes just now waits for the next run. */
    @Transactional
    void remindDue(long id, WorkingDays.Ahead ahead) {
        if (!writer.lockedIfFree(id)) {
            return;
        }
        List<Long> due = reminding.signatories(id, ahead.now());
        if (due.isEmpty()) {
            return;
        }
        Declaration declaration = writer.locked(id);
        reminding.byItself(declaration, due, ahead);
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
        reminding.byHand(declaration, ids(waiting), now);
        for (Signatory signatory : waiting) {
            mail.remind(signatory, now);
            history.add(declaration.id(), "REMINDED", by, signatory.id(), "");
        }
    }

    private static List<Long> ids(List<Signatory> signatories) {
        return signatories.stream().map(Signatory::id).toList();
    }

    private boolean mailedToday(Signatory signatory) {
        Instant last = signatory.remindedAt() == null ? signatory.invitedAt() : signatory.remindedAt();
        return last != null && clock.instant().isBefore(last.plus(PAUSE));
    }

    Problems check(Declaration declaration, SignatoryDraft draft) {
        Problems problems = rules.signatory(declaration.kind(), draft);
        if (DeclarationWriter.closed(declaration)) {
            problems.add("", "declarations.problem.closed." + declaration.state());
        }
        return problems.addIf(declaration.signatories().size() >= MAX, "", "declarations.problem.tooMany", MAX);
    }

    private static Problems open(Declaration declaration) {
        return new Problems()
                .addIf(DeclarationWriter.closed(declaration), "", "declarations.problem.closed." + declaration.state());
    }

    private static Signatory of(Declaration declaration, long signatoryId) {
        return declaration.signatories().stream()
                .filter(signatory -> signatory.id() == signatoryId)
                .findFirst()
                .orElseThrow(() -> new NotFound("signatory " + signatoryId));
    }

    private long insert(Declaration declaration, SignatoryDraft draft) {
        Long organisation = draft.organisationId();
        Mandate mandate = draft.mandate();
        return jdbc.sql("""
                insert into signatory (declaration_id, organisation_id, organisation, position, email, required, added_at,
                                       mandate_by, mandate_for, mandate_from, mandate_until, mandate_evidence)
                values (:declaration, :id, :organisation, :position, :email, :required, :now,
                        :by, :for, :from, :until, :evidence) returning id
                """)
                .param("declaration", declaration.id())
                .param("id", organisation)
                .param(
                        "organisation",
                        organisation == null ? "" : Objects.requireNonNull(rules.organisation(organisation)))
                .param("position", draft.position().strip())
                .param("email", MailAddress.parse(draft.email()).orElse(null))
                .param("required", draft.required())
                .param("now", Rows.timestamp(clock.instant()))
                .param("by", mandate == null ? null : mandate.by().strip())
                .param("for", mandate == null ? "" : mandate.what().strip())
                .param("from", mandate == null ? null : mandate.from())
                .param("until", mandate == null ? null : mandate.until())
                .param("evidence", mandate == null ? "" : mandate.evidence().strip())
                .query(Long.class)
                .single();
    }

    private void added(long id, long signatoryId, SignatoryDraft draft, Actor by) {
        history.add(id, "SIGNATORY_ADDED", by, signatoryId, "");
        if (draft.evidence() != null) {
            mandates.put(id, signatoryId, draft.evidence(), by);
        }
    }

    private void end(long signatoryId, @Nullable Long replacedBy) {
        jdbc.sql("update signatory set withdrawn_at = :now, replaced_by = :by where id = :id and withdrawn_at is null")
                .param("now", Rows.timestamp(clock.instant()))
                .param("by", replacedBy)
                .param("id", signatoryId)
                .update();
    }
}
