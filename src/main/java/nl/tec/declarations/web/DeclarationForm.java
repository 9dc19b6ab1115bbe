package nl.tec.declarations.web;

import static nl.tec.declarations.DeclarationFields.EMAIL;
import static nl.tec.declarations.DeclarationFields.FEE;
import static nl.tec.declarations.DeclarationFields.KIND;
import static nl.tec.declarations.DeclarationFields.MANDATE_BY;
import static nl.tec.declarations.DeclarationFields.MANDATE_EVIDENCE;
import static nl.tec.declarations.DeclarationFields.MANDATE_FOR;
import static nl.tec.declarations.DeclarationFields.MANDATE_FROM;
import static nl.tec.declarations.DeclarationFields.MANDATE_UNTIL;
import static nl.tec.declarations.DeclarationFields.MEMBERSHIP;
import static nl.tec.declarations.DeclarationFields.ORGANISATION;
import static nl.tec.declarations.DeclarationFields.POSITION;
import static nl.tec.declarations.DeclarationFields.PUBLIC_DAY;
import static nl.tec.declarations.DeclarationFields.PUBLIC_TIME;
import static nl.tec.declarations.DeclarationFields.REMIND_DAYS;
import static nl.tec.declarations.DeclarationFields.TERM_FROM;
import static nl.tec.declarations.DeclarationFields.TERM_UNTIL;
import static nl.tec.declarations.DeclarationFields.TEXT;
import static nl.tec.declarations.DeclarationFields.TITLE;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;
import nl.tec.declarations.Declaration;
import nl.tec.declarations.Declaration.Terms;
import nl.tec.declarations.DeclarationKind;
import nl.tec.declarations.Declarations;
import nl.tec.declarations.Declarations.Draft;
import nl.tec.declarations.Declarations.SignatoryDraft;
import nl.tec.declarations.Mandate;
import nl.tec.declarations.Signatory;
import nl.tec.documents.UploadedFile;
import nl.tec.partners.Membership;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import org.jspecify.annotations.Nullable;

/** Reads and fills the forms of declarations and signatories. */
final class DeclarationForm {

    private DeclarationForm() {}

    static Draft draft(FormData form) {
        DeclarationKind kind = form.constant(KIND, DeclarationKind.class).orElse(null);
        form.problems().addIf(kind == null, KIND, "declarations.problem.kind");
        return new Draft(
                kind == null ? DeclarationKind.INTENT : kind,
                form.line(TITLE),
                form.line(TEXT),
                publicFrom(form),
                terms(form, kind));
    }

    private static Terms terms(FormData form, @Nullable DeclarationKind kind) {
        if (kind != DeclarationKind.MEMBERSHIP && kind != DeclarationKind.AMBASSADOR) {
            return Terms.NONE;
        }
        boolean member = kind == DeclarationKind.MEMBERSHIP;
        Membership.Kind by =
                member ? form.constant(MEMBERSHIP, Membership.Kind.class).orElse(null) : null;
        return new Terms(
                by == Membership.Kind.SIGNATORY ? null : by,
                member ? day(form, TERM_FROM) : null,
                day(form, TERM_UNTIL),
                by == Membership.Kind.MEMBER ? form.cents(FEE, "declarations.problem.fee") : null);
    }

    /** Reads the moment of publication; null: never public. */
    static @Nullable Instant publicFrom(FormData form) {
        LocalDate day = day(form, PUBLIC_DAY);
        LocalTime time = form.time(PUBLIC_TIME, "form.time");
        return day == null
                ? null
                : ZonedDateTime.of(day, time == null ? LocalTime.MIDNIGHT : time, Dates.ZONE)
                        .toInstant();
    }

    /** @param evidence if present, the fields of the mandate are required */
    static SignatoryDraft signatory(FormData form, @Nullable UploadedFile evidence) {
        return new SignatoryDraft(
                form.id(ORGANISATION, "declarations.problem.organisation"),
                form.line(POSITION),
                form.line(EMAIL),
                !form.has("extra"),
                mandate(form, evidence != null),
                evidence);
    }

    private static @Nullable Mandate mandate(FormData form, boolean asked) {
        if (!asked
                && Stream.of(MANDATE_BY, MANDATE_FOR, MANDATE_FROM, MANDATE_UNTIL, MANDATE_EVIDENCE)
                        .allMatch(field -> form.line(field).isEmpty())) {
            return null;
        }
        LocalDate until = day(form, MANDATE_UNTIL);
        LocalDate from = form.day(
                MANDATE_FROM,
                LocalDate.EPOCH,
                form.line(MANDATE_FROM).isEmpty() ? "declarations.problem.mandateFrom" : "declarations.problem.day");
        return new Mandate(form.line(MANDATE_BY), form.line(MANDATE_FOR), from, until, form.line(MANDATE_EVIDENCE));
    }

    private static @Nullable LocalDate day(FormData form, String field) {
        return form.day(field, "declarations.problem.day");
    }

    /** Reads the number of working days; null: the default of the hub. */
    static @Nullable Integer remindDays(FormData form) {
        return form.line(REMIND_DAYS).isEmpty()
                ? null
                : Integer.valueOf(
                        form.number(REMIND_DAYS, "declarations.problem.remindDays", Declarations.MAX_REMIND_DAYS));
    }

    /** Returns the form on the page of a declaration, filled with its current values. */
    static FormData of(Declaration declaration) {
        FormData form = new FormData().put(REMIND_DAYS, declaration.remindDays());
        Instant from = declaration.publicFrom();
        if (from != null) {
            ZonedDateTime moment = from.atZone(Dates.ZONE);
            form.put(PUBLIC_DAY, moment.toLocalDate())
                    .put(PUBLIC_TIME, moment.toLocalTime().truncatedTo(ChronoUnit.MINUTES));
        }
        return form;
    }

    /** Returns the form for replacing a signatory, filled with the same organisation and position. */
    static FormData instead(Signatory old) {
        FormData form = new FormData().put(ORGANISATION, old.organisationId()).put(POSITION, old.position());
        return old.required() ? form : form.put("extra", "on");
    }
}
