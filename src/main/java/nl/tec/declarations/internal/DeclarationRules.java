package nl.tec.declarations.internal;

import static nl.tec.declarations.DeclarationFields.EMAIL;
import static nl.tec.declarations.DeclarationFields.FEE;
import static nl.tec.declarations.DeclarationFields.MANDATE_BY;
import static nl.tec.declarations.DeclarationFields.MANDATE_EVIDENCE;
import static nl.tec.declarations.DeclarationFields.MANDATE_FOR;
import static nl.tec.declarations.DeclarationFields.MANDATE_FROM;
import static nl.tec.declarations.DeclarationFields.MANDATE_UNTIL;
import static nl.tec.declarations.DeclarationFields.MEMBERSHIP;
import static nl.tec.declarations.DeclarationFields.ORGANISATION;
import static nl.tec.declarations.DeclarationFields.POSITION;
import static nl.tec.declarations.DeclarationFields.PUBLIC_DAY;
import static nl.tec.declarations.DeclarationFields.REMIND_DAYS;
import static nl.tec.declarations.DeclarationFields.TERM_FROM;
import static nl.tec.declarations.DeclarationFields.TERM_UNTIL;
import static nl.tec.declarations.DeclarationFields.TEXT;
import static nl.tec.declarations.DeclarationFields.TITLE;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.tec.declarations.Declaration.Terms;
import nl.tec.declarations.DeclarationKind;
import nl.tec.declarations.Declarations;
import nl.tec.declarations.Declarations.Draft;
import nl.tec.declarations.Declarations.SignatoryDraft;
import nl.tec.declarations.Mandate;
import nl.tec.documents.Documents;
import nl.tec.documents.EvidenceDocument;
import nl.tec.partners.Memberships;
import nl.tec.shared.Dates;
import nl.tec.shared.MailAddress;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Validates declarations and signatories: limits, dates, and unknown placeholders in the text. */
@Component
public class DeclarationRules {

    public static final int MAX_TEXT_LENGTH = 40_000;
    private static final int MAX_TITLE_LENGTH = 150;
    private static final int MAX_POSITION_LENGTH = 120;
    private static final int MAX_BY_LENGTH = 200;
    private static final int MAX_NOTE_LENGTH = 300;
    private static final LocalDate EARLIEST = LocalDate.of(2000, 1, 1);
    private static final int YEARS_AHEAD = 30;

    private static final Set<String> PLACES = Set.of("partner", "functie", "datum");
    private static final Pattern PLACE = Pattern.compile("\\{([^{}\\n]{1,40})}");

    private final JdbcClient jdbc;
    private final Clock clock;

    DeclarationRules(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public Problems draft(Draft draft) {
        Problems problems = text(draft.title(), draft.text());
        publication(draft.publicFrom(), problems);
        terms(draft.kind(), draft.terms(), problems);
        return problems;
    }

    public Problems text(String title, String text) {
        Problems problems = new Problems()
                .addIf(tooLong(title, 1, MAX_TITLE_LENGTH), TITLE, "declarations.problem.title", MAX_TITLE_LENGTH)
                .addIf(tooLong(text, 1, MAX_TEXT_LENGTH), TEXT, "declarations.problem.text", MAX_TEXT_LENGTH);
        printable(title, TITLE, problems);
        printable(text, TEXT, problems);
        Matcher places = PLACE.matcher(text);
        while (places.find()) {
            if (!PLACES.contains(places.group(1))) {
                return problems.add(TEXT, "declarations.problem.place", places.group());
            }
        }
        return problems;
    }

    public void publication(@Nullable Instant publicFrom, Problems problems) {
        problems.addIf(publicFrom != null && tooFar(Dates.dayOf(publicFrom)), PUBLIC_DAY, "declarations.problem.day");
    }

    public void reminding(@Nullable Integer days, Problems problems) {
        problems.addIf(
                days != null && (days < 0 || days > Declarations.MAX_REMIND_DAYS),
                REMIND_DAYS,
                "declarations.problem.remindDays",
                Declarations.MAX_REMIND_DAYS);
    }

    private void terms(DeclarationKind kind, Terms terms, Problems problems) {
        Long fee = terms.feeCents();
        LocalDate from = terms.from();
        LocalDate until = terms.until();
        problems.addIf(
                        (kind == DeclarationKind.MEMBERSHIP) != (terms.membership() != null),
                        MEMBERSHIP,
                        "declarations.problem.membership")
                .addIf(fee != null && (fee < 0 || fee > Memberships.MAX_FEE_CENTS), FEE, "declarations.problem.fee")
                .addIf(from != null && tooFar(from), TERM_FROM, "declarations.problem.day")
                .addIf(until != null && tooFar(until), TERM_UNTIL, "declarations.problem.day")
                .addIf(
                        from != null && until != null && until.isBefore(from),
                        TERM_UNTIL,
                        "declarations.problem.untilBeforeFrom");
    }

    public Problems signatory(DeclarationKind kind, SignatoryDraft draft) {
        Long organisation = draft.organisationId();
        boolean own = kind == DeclarationKind.AMBASSADOR;
        Problems problems = new Problems()
                .addIf(
                        organisation == null ? !own : organisation(organisation) == null,
                        ORGANISATION,
                        "declarations.problem.organisation")
                .addIf(
                        tooLong(draft.position(), 1, MAX_POSITION_LENGTH),
                        POSITION,
                        "declarations.problem.position",
                        MAX_POSITION_LENGTH)
                .addIf(
                        draft.email().isBlank()
                                ? organisation == null
                                : MailAddress.parse(draft.email()).isEmpty(),
                        EMAIL,
                        "declarations.problem.email");
        printable(draft.position(), POSITION, problems);
        Mandate mandate = draft.mandate();
        if (mandate != null) {
            mandate(mandate, problems);
            printable(mandate.by(), MANDATE_BY, problems);
            printable(mandate.what(), MANDATE_FOR, problems);
            printable(mandate.evidence(), MANDATE_EVIDENCE, problems);
        }
        if (draft.evidence() != null) {
            EvidenceDocument.check(draft.evidence().bytes(), problems)
                    .addIf(mandate == null, MANDATE_BY, "declarations.problem.mandateBy", MAX_BY_LENGTH);
        }
        return problems;
    }

    private void mandate(Mandate mandate, Problems problems) {
        LocalDate until = mandate.until();
        LocalDate today = Dates.today(clock);
        problems.addIf(
                        tooLong(mandate.by(), 1, MAX_BY_LENGTH),
                        MANDATE_BY,
                        "declarations.problem.mandateBy",
                        MAX_BY_LENGTH)
                .addIfLonger(mandate.what().strip(), MAX_NOTE_LENGTH, MANDATE_FOR)
                .addIfLonger(mandate.evidence().strip(), MAX_NOTE_LENGTH, MANDATE_EVIDENCE)
                .addIf(tooFar(mandate.from()), MANDATE_FROM, "declarations.problem.day");
        if (until != null) {
            problems.addIf(tooFar(until), MANDATE_UNTIL, "declarations.problem.day")
                    .addIf(until.isBefore(mandate.from()), MANDATE_UNTIL, "declarations.problem.untilBeforeFrom")
                    .addIf(
                            until.isBefore(today) && !until.isBefore(mandate.from()),
                            MANDATE_UNTIL,
                            "declarations.problem.mandateExpired");
        }
    }

    /** Returns the name of an organisation; null if there is none. */
    public @Nullable String organisation(long id) {
        return jdbc.sql("select name from organisations_organisation_v where id = ? and ended_on is null")
                .param(id)
                .query(String.class)
                .optional()
                .orElse(null);
    }

    /** Checks that a text can be printed in the PDF, because the sealed text has to equal the signed text. */
    public static void printable(String text, String field, Problems problems) {
        String missing = Documents.unprintable(text);
        problems.addIf(!missing.isEmpty(), field, "declarations.problem.letters", missing);
    }

    private boolean tooFar(LocalDate day) {
        return day.isBefore(EARLIEST) || day.isAfter(Dates.today(clock).plusYears(YEARS_AHEAD));
    }

    private static boolean tooLong(String text, int least, int most) {
        int length = text.strip().length();
        return length < least || length > most;
    }
}
