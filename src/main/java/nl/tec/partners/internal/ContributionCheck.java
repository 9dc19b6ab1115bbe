package nl.tec.partners.internal;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;
import nl.tec.documents.EvidenceDocument;
import nl.tec.documents.UploadedFile;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.partners.ContributionForm;
import nl.tec.partners.ContributionKind;
import nl.tec.partners.ContributionUnit;
import nl.tec.partners.DeliveryForm;
import nl.tec.partners.Quantity;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import nl.tec.shared.Problems;
import nl.tec.shared.WebAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Parses and validates the forms of contributions and deliveries. */
@Component
public class ContributionCheck {

    private static final int MAX_WHAT_LENGTH = 200;
    private static final int MAX_EVIDENCE_LENGTH = 500;

    private final HubSettings hub;
    private final Clock clock;

    ContributionCheck(HubSettings hub, Clock clock) {
        this.hub = hub;
        this.clock = clock;
    }

    public record Declared(
            int year,
            ContributionKind kind,
            ContributionUnit unit,
            String what,
            long amount,
            long unitCents,
            LocalDate due) {}

    public record Delivered(
            LocalDate day,
            long amount,
            String evidence,
            String link,
            @Nullable Long session) {}

    public LocalDate today() {
        return Dates.today(clock);
    }

    /** Parses the form of a contribution; empty if there are problems, which are added. */
    public Optional<Declared> declared(ContributionForm form, Problems problems) {
        int thisYear = today().getYear();
        int year = form.year().matches("[0-9]{4}") ? Integer.parseInt(form.year()) : 0;
        problems.addIf(
                year < 2020 || year > thisYear + 5,
                "jaar",
                "contributions.problem.year",
                "2020",
                String.valueOf(thisYear + 5));
        ContributionKind kind = named(ContributionKind.values(), form.kind());
        problems.addIf(kind == null, "soort", "contributions.problem.kind");
        ContributionUnit unit = named(ContributionUnit.values(), form.unit());
        if (kind != null && (unit == null || !kind.units().contains(unit))) {
            // nothing chosen: the default unit
            unit = form.unit().isBlank() ? kind.units().get(0) : null;
            problems.addIf(unit == null, "eenheid", "contributions.problem.unit." + kind);
        }
        String what = form.what().strip();
        problems.addIf(
                what.isEmpty() || what.length() > MAX_WHAT_LENGTH,
                "wat",
                "contributions.problem.what",
                MAX_WHAT_LENGTH);
        Optional<Long> amount = Quantity.parse(form.amount());
        problems.addIf(amount.isEmpty(), "aantal", "contributions.problem.amount");
        Long unitCents =
                kind == null || unit == null ? Long.valueOf(0) : unitCents(kind, unit, form.unitWorth(), problems);
        LocalDate due = due(form.due(), year, problems);
        if (problems.any() || kind == null || unit == null || unitCents == null || due == null) {
            return Optional.empty();
        }
        return Optional.of(new Declared(year, kind, unit, what, amount.orElseThrow(), unitCents, due));
    }

    /** Returns the worth of a unit: the hub's rate for hours of people, 100 for euros, otherwise the agreed worth or 0. */
    private @Nullable Long unitCents(ContributionKind kind, ContributionUnit unit, String typed, Problems problems) {
        if (unit == ContributionUnit.EURO) {
            return 100L;
        }
        if (kind.ofPeople() && unit == ContributionUnit.HOUR) {
            return (long) hub.number(Setting.HOUR_RATE_CENTS);
        }
        if (typed.isBlank()) {
            return 0L;
        }
        Long cents =
                Quantity.parse(typed).filter(value -> value <= 100_000_000L).orElse(null);
        problems.addIf(cents == null, "waarde", "contributions.problem.worth");
        return cents;
    }

    private static @Nullable LocalDate due(String typed, int year, Problems problems) {
        if (typed.isBlank()) {
            return year == 0 ? null : LocalDate.of(year, 12, 31);
        }
        LocalDate due = day(typed);
        problems.addIf(due == null || (year != 0 && due.getYear() != year), "uiterlijk", "contributions.problem.due");
        return due;
    }

    public Optional<Delivered> delivered(DeliveryForm form, int year, Problems problems) {
        LocalDate day = day(form.day());
        problems.addIf(
                day == null || day.getYear() < year || day.isAfter(today()),
                "dag",
                "contributions.problem.day",
                String.valueOf(year));
        Optional<Long> amount = Quantity.parse(form.amount());
        problems.addIf(amount.isEmpty(), "geleverd", "contributions.problem.amount");
        String evidence = form.evidence().strip();
        problems.addIf(
                evidence.isEmpty() || evidence.length() > MAX_EVIDENCE_LENGTH,
                "bewijs",
                "contributions.problem.evidence",
                MAX_EVIDENCE_LENGTH);
        String link = form.link().strip();
        problems.addIf(
                !link.isEmpty() && !WebAddress.isWebAddress(link, MAX_EVIDENCE_LENGTH),
                "link",
                "contributions.problem.link");
        UploadedFile document = form.document();
        if (document != null) {
            EvidenceDocument.check(document.bytes(), problems);
            // the browser does not send the file again with the corrected form
            problems.addIf(
                    problems.any() && problems.at(EvidenceDocument.FIELD).isEmpty(),
                    EvidenceDocument.FIELD,
                    "mandate.problem.again");
        }
        boolean chosen = !form.session().isBlank();
        Optional<Long> session = FormData.parseId(form.session());
        problems.addIf(chosen && session.isEmpty(), "sessie", "contributions.problem.session");
        if (problems.any() || day == null) {
            return Optional.empty();
        }
        return Optional.of(new Delivered(day, amount.orElseThrow(), evidence, link, session.orElse(null)));
    }

    /** Validates a question; empty if there is a problem, which is added. */
    public static Optional<String> question(String typed, Problems problems) {
        String question = typed.strip();
        problems.addIf(
                question.isEmpty() || question.length() > MAX_EVIDENCE_LENGTH,
                "vraag",
                "contributions.problem.question",
                MAX_EVIDENCE_LENGTH);
        return problems.any() ? Optional.empty() : Optional.of(question);
    }

    private static @Nullable LocalDate day(String typed) {
        try {
            LocalDate day = LocalDate.parse(typed);
            return day.getYear() < 2000 || day.getYear() > 2100 ? null : day;
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    public static <E extends Enum<E>> @Nullable E named(E[] values, String name) {
        return Arrays.stream(values)
                .filter(value -> value.name().equals(name))
                .findFirst()
                .orElse(null);
    }
}
