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
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
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
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;

/** What was typed about a declaration or a signatory, as values; what can't be read is a problem at its field. */
final class DeclarationForm {

    private static final String MIDNIGHT = "00:00";

    private final Map<String, String> typed;
    private final Problems problems = new Problems();

    DeclarationForm(Map<String, String> typed) {
        this.typed = typed;
    }

    /** What could not be read; asked after the reading. */
    Problems problems() {
        return problems;
    }

    Draft draft() {
        DeclarationKind kind = constant(KIND, DeclarationKind.class);
        problems.addIf(kind == null, KIND, "declarations.problem.kind");
        return new Draft(
                kind == null ? DeclarationKind.INTENT : kind, text(TITLE), text(TEXT), publicFrom(), terms(kind));
    }

    private Terms terms(@Nullable DeclarationKind kind) {
        if (kind != DeclarationKind.MEMBERSHIP && kind != DeclarationKind.AMBASSADOR) {
            return Terms.NONE;
        }
        boolean member = kind == DeclarationKind.MEMBERSHIP;
        Membership.Kind by = member ? constant(MEMBERSHIP, Membership.Kind.class) : null;
        return new Terms(
                by == Membership.Kind.SIGNATORY ? null : by,
                member ? day(TERM_FROM) : null,
                day(TERM_UNTIL),
                by == Membership.Kind.MEMBER
                        ? FormData.optionalCents(text(FEE), FEE, "declarations.problem.fee", problems)
                        : null);
    }

    /** Null: never public. */
    @Nullable Instant publicFrom() {
        LocalDate day = day(PUBLIC_DAY);
        if (day == null) {
            return null;
        }
        try {
            String time = text(PUBLIC_TIME);
            return ZonedDateTime.of(day, LocalTime.parse(time.isEmpty() ? MIDNIGHT : time), Dates.ZONE)
                    .toInstant();
        } catch (DateTimeParseException e) {
            problems.add(PUBLIC_TIME, "declarations.problem.time");
            return null;
        }
    }

    /** @param evidence without a mandate filled in it asks for one */
    SignatoryDraft signatory(@Nullable UploadedFile evidence) {
        return new SignatoryDraft(
                number(ORGANISATION),
                text(POSITION),
                text(EMAIL),
                !typed.containsKey("extra"),
                mandate(evidence != null),
                evidence);
    }

    private @Nullable Mandate mandate(boolean asked) {
        String by = text(MANDATE_BY);
        LocalDate from = day(MANDATE_FROM);
        LocalDate until = day(MANDATE_UNTIL);
        if (!asked
                && by.isEmpty()
                && from == null
                && until == null
                && text(MANDATE_FOR).isEmpty()
                && text(MANDATE_EVIDENCE).isEmpty()) {
            return null;
        }
        problems.addIf(
                from == null && problems.at(MANDATE_FROM).isEmpty(), MANDATE_FROM, "declarations.problem.mandateFrom");
        return new Mandate(by, text(MANDATE_FOR), from == null ? LocalDate.EPOCH : from, until, text(MANDATE_EVIDENCE));
    }

    String text(String field) {
        return typed.getOrDefault(field, "").strip();
    }

    private @Nullable LocalDate day(String field) {
        String day = text(field);
        try {
            return day.isEmpty() ? null : LocalDate.parse(day);
        } catch (DateTimeParseException e) {
            problems.add(field, "declarations.problem.day");
            return null;
        }
    }

    private @Nullable Long number(String field) {
        try {
            return text(field).isEmpty() ? null : Long.valueOf(text(field));
        } catch (NumberFormatException e) {
            return -1L;
        }
    }

    private <E extends Enum<E>> @Nullable E constant(String field, Class<E> type) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(text(field))) {
                return constant;
            }
        }
        return null;
    }

    /** Null: as the hub says. */
    @Nullable Integer remindDays() {
        String days = text(REMIND_DAYS);
        boolean number = days.matches("[0-9]{1,4}");
        problems.addIf(
                !days.isEmpty() && !number,
                REMIND_DAYS,
                "declarations.problem.remindDays",
                Declarations.MAX_REMIND_DAYS);
        return number ? Integer.valueOf(days) : null;
    }

    /** The fields on the page of a declaration as they stand now. */
    static Map<String, String> of(Declaration declaration) {
        Map<String, String> fields = new HashMap<>();
        fields.put(REMIND_DAYS, Objects.toString(declaration.remindDays(), ""));
        Instant from = declaration.publicFrom();
        if (from != null) {
            ZonedDateTime moment = from.atZone(Dates.ZONE);
            fields.put(PUBLIC_DAY, moment.toLocalDate().toString());
            fields.put(
                    PUBLIC_TIME, moment.toLocalTime().withSecond(0).withNano(0).toString());
        }
        return fields;
    }

    /** The fields of who is replaced: same organisation and mandate to begin with; another person. */
    static Map<String, String> instead(Signatory old) {
        Map<String, String> fields = new HashMap<>();
        if (old.organisationId() != null) {
            fields.put(ORGANISATION, Objects.toString(old.organisationId()));
        }
        fields.put(POSITION, old.position());
        if (!old.required()) {
            fields.put("extra", "on");
        }
        return fields;
    }
}
