package nl.tec.employers;

import static nl.tec.employers.OfferFields.AFTERNOON;
import static nl.tec.employers.OfferFields.AT_ONCE;
import static nl.tec.employers.OfferFields.CLOSED_WEEKS;
import static nl.tec.employers.OfferFields.CLOTHING;
import static nl.tec.employers.OfferFields.DESCRIPTION;
import static nl.tec.employers.OfferFields.EMAIL;
import static nl.tec.employers.OfferFields.GOALS;
import static nl.tec.employers.OfferFields.GROUPS;
import static nl.tec.employers.OfferFields.HELD;
import static nl.tec.employers.OfferFields.MBO_YEARS;
import static nl.tec.employers.OfferFields.MINUTES;
import static nl.tec.employers.OfferFields.MORNING;
import static nl.tec.employers.OfferFields.PER_WEEK;
import static nl.tec.employers.OfferFields.POSTCODE;
import static nl.tec.employers.OfferFields.PROMISE;
import static nl.tec.employers.OfferFields.ROOM;
import static nl.tec.employers.OfferFields.SIZE_MAX;
import static nl.tec.employers.OfferFields.SIZE_MIN;
import static nl.tec.employers.OfferFields.STREET;
import static nl.tec.employers.OfferFields.TERM;
import static nl.tec.employers.OfferFields.TITLE;
import static nl.tec.employers.OfferFields.TOWN;
import static nl.tec.employers.OfferFields.TRAVEL;
import static nl.tec.employers.OfferFields.WORLD;
import static nl.tec.employers.OfferFields.YEARS;
import static nl.tec.employers.OfferFields.YOUNGEST;

import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import nl.tec.employers.OfferDetails.Answering;
import nl.tec.employers.OfferDetails.Guests;
import nl.tec.employers.OfferDetails.Location;
import nl.tec.employers.OfferDetails.Site;
import nl.tec.employers.OfferDetails.Times;
import nl.tec.employers.OfferDetails.Words;
import nl.tec.hub.Texts;
import nl.tec.programme.Discipline;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import nl.tec.shared.World;

/** Maps an offer to its form and back, for the page and the API. */
public final class OfferForm {

    private static final String YES = "ja";
    private static final int NO_WEEK = 0;

    private OfferForm() {}

    /** Returns the form of a new offer, with common defaults. */
    public static FormData empty(String email, String town) {
        return new FormData()
                .put("soort", OfferKind.TOUR)
                .put(HELD, Location.COMPANY)
                .put(MINUTES, 90)
                .put(SIZE_MIN, 10)
                .put(SIZE_MAX, 30)
                .put(AT_ONCE, 1)
                .put(MORNING, "9.00")
                .put(AFTERNOON, "13.00")
                .put(TOWN, town)
                .put(EMAIL, email);
    }

    public static FormData of(OfferDetails details) {
        FormData form = new FormData()
                .put("soort", details.kind())
                .put(TITLE, details.words().title())
                .put(PROMISE, details.words().promise())
                .put(DESCRIPTION, details.words().description())
                .put(CLOTHING, details.words().clothing())
                .put(WORLD, details.world())
                .put(
                        "ook-wereld",
                        details.worlds().stream().skip(1).map(Enum::name).toList())
                .put(
                        "vakgebieden",
                        details.disciplines().stream().map(Enum::name).toList())
                .put(GOALS, details.goals());
        Guests guests = details.guests();
        form.put(GROUPS, guests.groups());
        form.put(YEARS, guests.years());
        form.put(MBO_YEARS, guests.mboYears());
        form.put(YOUNGEST, guests.youngestAge())
                .put(SIZE_MIN, guests.min())
                .put(SIZE_MAX, guests.max())
                .put("rolstoel", guests.wheelchair() ? YES : "")
                .put("touringcar", guests.coach() ? YES : "");
        Site where = details.where();
        form.put(HELD, where.held())
                .put(STREET, where.street())
                .put(POSTCODE, where.postcode())
                .put(TOWN, where.town())
                .put(ROOM, where.roomId())
                .put(TRAVEL, where.travelKm());
        Times times = details.times();
        form.put(MINUTES, times.minutes())
                .put(MORNING, clock(times.morning()))
                .put(AFTERNOON, clock(times.afternoon()))
                .put(
                        CLOSED_WEEKS,
                        times.closedWeeks().stream().map(String::valueOf).collect(Collectors.joining(", ")))
                .put(PER_WEEK, times.perWeek())
                .put(AT_ONCE, times.atOnce());
        Answering answering = details.answering();
        return form.put(TERM, answering.termDays())
                .put(EMAIL, answering.email())
                .put("taal", answering.language().getLanguage());
    }

    public static OfferDetails details(FormData form) {
        Optional<World> world = form.constant(WORLD, World.class);
        List<World> worlds = new ArrayList<>();
        world.ifPresent(worlds::add);
        form.constants("ook-wereld", World.class).stream()
                .filter(other -> world.isPresent() && other != world.get())
                .forEach(worlds::add);
        Location held = form.constant(HELD, Location.class).orElse(Location.COMPANY);
        return new OfferDetails(
                form.constant("soort", OfferKind.class).orElse(OfferKind.TOUR),
                new Words(form.both(TITLE), form.both(PROMISE), form.both(DESCRIPTION), form.both(CLOTHING)),
                worlds,
                new HashSet<>(form.constants("vakgebieden", Discipline.class)),
                new Guests(
                        form.span(GROUPS),
                        form.span(YEARS),
                        form.span(MBO_YEARS),
                        form.optionalNumber(YOUNGEST),
                        form.number(SIZE_MIN),
                        form.number(SIZE_MAX),
                        form.has("rolstoel", YES),
                        form.has("touringcar", YES)),
                new Site(
                        held,
                        form.line(STREET),
                        form.line(POSTCODE),
                        form.line(TOWN),
                        held == Location.ROOM ? form.id(ROOM) : null,
                        held == Location.SCHOOL ? form.optionalNumber(TRAVEL) : null),
                new Times(
                        form.number(MINUTES),
                        form.time(MORNING),
                        form.time(AFTERNOON),
                        weeks(form),
                        form.optionalNumber(PER_WEEK),
                        form.number(AT_ONCE, 1)),
                new Answering(form.optionalNumber(TERM), form.line(EMAIL), Texts.language(form.text("taal"))),
                form.all(GOALS));
    }

    /** Parses {@code 29, 30, 31}; an invalid number becomes week 0, which the validation rejects. */
    private static List<Integer> weeks(FormData form) {
        String text = form.line(CLOSED_WEEKS);
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split("[\\s,;]+"))
                        .filter(week -> !week.isEmpty())
                        .map(week -> week.matches("[0-9]{1,2}") ? Integer.valueOf(week) : Integer.valueOf(NO_WEEK))
                        .toList();
    }

    private static String clock(LocalTime time) {
        return Dates.time(time, Texts.DUTCH);
    }
}
