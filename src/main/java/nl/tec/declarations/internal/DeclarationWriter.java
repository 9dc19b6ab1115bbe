package nl.tec.declarations.internal;

import static nl.tec.declarations.DeclarationFields.PUBLIC_DAY;
import static nl.tec.declarations.DeclarationFields.REPLACED_BY;
import static nl.tec.declarations.DeclarationFields.TEXT;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import nl.tec.accounts.Actor;
import nl.tec.declarations.Declaration;
import nl.tec.declarations.Declaration.Terms;
import nl.tec.declarations.DeclarationState;
import nl.tec.declarations.Declarations.Choice;
import nl.tec.declarations.Declarations.Draft;
import nl.tec.declarations.Signatory;
import nl.tec.hub.Rows;
import nl.tec.hub.Texts;
import nl.tec.shared.Dates;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import nl.tec.shared.Slugs;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Writes declarations: the text in its versions, the moment of publication, and withdrawing as a whole. */
@Component
class DeclarationWriter {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final DeclarationRules rules;
    private final DeclarationReader reader;
    private final History history;
    private final DeclarationMail mail;
    private final Texts texts;
    private final Completion completion;
    private final Reminding reminding;

    DeclarationWriter(
            JdbcClient jdbc,
            Clock clock,
            DeclarationRules rules,
            DeclarationReader reader,
            History history,
            DeclarationMail mail,
            Texts texts,
            Completion completion,
            Reminding reminding) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.rules = rules;
        this.reader = reader;
        this.history = history;
        this.mail = mail;
        this.texts = texts;
        this.completion = completion;
        this.reminding = reminding;
    }

    @Transactional
    Outcome<Long> write(Draft draft, Actor by) {
        Problems problems = rules.draft(draft);
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        Terms terms = draft.terms();
        long id = jdbc.sql("""
                insert into declaration (kind, slug, public_from, membership_kind, term_from, term_until, fee_cents, created_at)
                values (:kind, :slug, :public, :membership, :from, :until, :fee, :now) returning id
                """)
                .param("kind", draft.kind().name())
                .param("slug", freeSlug(draft.title()))
                .param("public", Rows.timestampOrNull(draft.publicFrom()))
                .param(
                        "membership",
                        terms.membership() == null ? null : terms.membership().name())
                .param("from", terms.from())
                .param("until", terms.until())
                .param("fee", terms.feeCents())
                .param("now", Rows.timestamp(clock.instant()))
                .query(Long.class)
                .single();
        newVersion(id, 1, draft.title(), draft.text(), by);
        history.add(id, "CREATED", by);
        return Outcome.done(id);
    }

    @Transactional
    Outcome<Long> changeText(long id, int version, String title, String text, Actor by) {
        Declaration now = locked(id);
        Problems problems = rules.text(title, text)
                .addIf(closed(now), TEXT, "declarations.problem.closed." + now.state())
                .addIf(now.version() != version, TEXT, "declarations.problem.otherVersion");
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        if (now.title().equals(title.strip()) && now.text().equals(Filling.tidy(text))) {
            return Outcome.done(id);
        }
        if (now.state() == DeclarationState.DRAFT) {
            jdbc.sql(
                            "update declaration_version set title = :title, text = :text where declaration_id = :id and number = :n")
                    .param("title", title.strip())
                    .param("text", Filling.tidy(text))
                    .param("id", id)
                    .param("n", version)
                    .update();
            jdbc.sql("update declaration set slug = ? where id = ?")
                    .param(now.title().equals(title.strip()) ? now.slug() : freeSlug(title))
                    .param(id)
                    .update();
            history.add(id, "TEXT_CHANGED", by);
        } else {
            newVersion(id, version + 1, title, text, by);
            history.add(id, "NEW_VERSION", by, null, String.valueOf(version + 1));
            List<Signatory> asked = now.active().stream()
                    .filter(signatory -> signatory.invitedAt() != null)
                    .toList();
            asked.forEach(signatory -> mail.newText(signatory, version + 1));
            reminding.asked(now, asked.stream().map(Signatory::id).toList());
        }
        return Outcome.done(id);
    }

    @Transactional
    Outcome<Long> changePublication(long id, @Nullable Instant publicFrom, Actor by) {
        Declaration now = locked(id);
        Problems problems = new Problems();
        rules.publication(publicFrom, problems);
        problems.addIf(now.state() == DeclarationState.WITHDRAWN, PUBLIC_DAY, "declarations.problem.closed.WITHDRAWN")
                .addIf(now.publicAt(clock.instant()), PUBLIC_DAY, "declarations.problem.isPublic");
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        jdbc.sql("update declaration set public_from = ? where id = ?")
                .param(Rows.timestampOrNull(publicFrom))
                .param(id)
                .update();
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

    @Transactional
    Outcome<Long> changeReminding(long id, @Nullable Integer days, Actor by) {
        Declaration now = locked(id);
        Problems problems = new Problems().addIf(closed(now), "", "declarations.problem.closed." + now.state());
        rules.reminding(days, problems);
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        if (Objects.equals(now.remindDays(), days)) {
            return Outcome.done(id);
        }
        jdbc.sql("update declaration set remind_days = ? where id = ?")
                .param(days)
                .param(id)
                .update();
        reminding.changed(reader.find(id).orElseThrow());
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

    @Transactional
    Outcome<Long> withdraw(long id, @Nullable Long replacedBy, Actor by) {
        Declaration now = locked(id);
        Choice instead = replacedBy == null ? null : choice(id, replacedBy);
        if (replacedBy != null && instead == null) {
            return Outcome.refused(new Problems().add(REPLACED_BY, "declarations.problem.replacedBy"));
        }
        if (now.state() != DeclarationState.WITHDRAWN) {
            jdbc.sql("update declaration set withdrawn_at = ? where id = ?")
                    .param(Rows.timestamp(clock.instant()))
                    .param(id)
                    .update();
            history.add(id, "WITHDRAWN", by);
            completion.end(id);
        }
        if (!Objects.equals(now.replacedBy(), replacedBy)) {
            jdbc.sql("update declaration set replaced_by = ? where id = ?")
                    .param(replacedBy)
                    .param(id)
                    .update();
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
        return reader.replacements(id).stream()
                .filter(one -> one.id() == replacedBy)
                .findFirst()
                .orElse(null);
    }

    /** The declaration, which nobody else signs or changes until the transaction ends. */
    Declaration locked(long id) {
        if (jdbc.sql("select id from declaration where id = ? for update")
                .param(id)
                .query(Long.class)
                .optional()
                .isEmpty()) {
            throw new NotFound("declaration " + id);
        }
        return reader.find(id).orElseThrow();
    }

    /** Locks it as {@link #locked} does, unless somebody else has it. */
    boolean lockedIfFree(long id) {
        return jdbc.sql("select id from declaration where id = ? for update skip locked")
                .param(id)
                .query(Long.class)
                .optional()
                .isPresent();
    }

    static boolean closed(Declaration declaration) {
        return declaration.state() == DeclarationState.COMPLETE || declaration.state() == DeclarationState.WITHDRAWN;
    }

    private void newVersion(long id, int number, String title, String text, Actor by) {
        jdbc.sql("""
                insert into declaration_version (declaration_id, number, title, text, created_at, account_id)
                values (:id, :number, :title, :text, :now, :account)
                """)
                .param("id", id)
                .param("number", number)
                .param("title", title.strip())
                .param("text", Filling.tidy(text))
                .param("now", Rows.timestamp(clock.instant()))
                .param("account", by.accountId())
                .update();
    }

    /** One that no other declaration has; the unique index sees to two at once. */
    private String freeSlug(String title) {
        String slug = Slugs.of(title, "verklaring");
        int taken = jdbc.sql(
                        "select count(*) from declaration where slug = :slug or slug ~ ('^' || :slug || '-[0-9]+$')")
                .param("slug", slug)
                .query(Integer.class)
                .single();
        return taken == 0 ? slug : slug + "-" + (taken + 1);
    }
}
