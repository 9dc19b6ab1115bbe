package nl.tec.employers.web;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import nl.tec.employers.Offer;
import nl.tec.employers.OfferDetails;
import nl.tec.employers.OfferRequest;
import nl.tec.employers.OfferRequest.Obstacle;
import nl.tec.employers.OfferRequest.Visit;
import nl.tec.employers.OfferRequest.Wish;
import nl.tec.employers.OfferSuggestions.Fit;
import nl.tec.employers.OfferSuggestions.Reason;
import nl.tec.shared.Dates;
import nl.tec.shared.Sector;
import nl.tec.web.Ui;

/** Formats texts shared by the pages of offers. */
public final class OfferTexts {

    private static final int KILOMETRE = 1000;

    /** The maximum number of days listed on a card. */
    private static final int MAX_DAYS = 4;

    private OfferTexts() {}

    /** 'groep 7a', 'klas 2b'. */
    public static String group(Ui ui, Sector sector, String label) {
        return ui.t("class." + sector, label);
    }

    public static String group(Ui ui, OfferRequest.School school) {
        return group(ui, school.sector(), school.group());
    }

    /** Capitalises a text that stands alone. */
    public static String title(String words) {
        return words.isEmpty() ? words : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    /** 'dinsdag 14 januari 2027, in de ochtend'. */
    public static String date(Ui ui, Wish wish) {
        return ui.t("offers.date." + wish.part(), ui.longDay(wish.day()));
    }

    /** 'di 14 jan, ochtend'. */
    public static String shortDate(Ui ui, Wish wish) {
        return ui.t("offers.shortDate." + wish.part(), ui.day(wish.day()));
    }

    public static String dates(Ui ui, OfferRequest request) {
        return request.dates().stream().map(date -> shortDate(ui, date)).collect(Collectors.joining("; "));
    }

    /** Returns the text of an obstacle. */
    public static String obstacle(Ui ui, Obstacle obstacle) {
        return ui.t(obstacle.text());
    }

    /** Returns the tone of the state of a request, for ui.state. */
    public static String tone(OfferRequest request) {
        return switch (request.state()) {
            case OPEN -> request.escalated() ? "bad" : "warn";
            case ACCEPTED -> "good";
            case DECLINED, CLOSED, EXPIRED, WITHDRAWN -> "none";
        };
    }

    public static String state(Ui ui, OfferRequest request) {
        Visit visit = request.visit();
        if (visit != null && visit.calledOff()) {
            return ui.t("offers.state.CALLED_OFF");
        }
        return ui.t("offers.state."
                + (request.escalated()
                        ? "ESCALATED"
                        : request.impossible() ? "IMPOSSIBLE" : request.state().name()));
    }

    public static String tone(Offer.State state) {
        return switch (state) {
            case PUBLISHED -> "good";
            case PAUSED -> "warn";
            case DRAFT -> "calm";
            case ENDED -> "none";
        };
    }

    /** Returns how long a request has been waiting: 'vandaag', '1 dag', '12 dagen'. */
    public static String age(Ui ui, OfferRequest request, Instant now) {
        return ui.t(
                "offers.age",
                Math.max(0, Duration.between(request.term().asked(), now).toDays()));
    }

    /** Returns the text of a reason that an offer suits a class. */
    public static String reason(Ui ui, Reason reason) {
        String key = "offers.fits." + reason.fit();
        return switch (reason.fit()) {
            case WALKING, CYCLING, BY_BUS -> ui.t(key, distance(ui, reason.value()));
            case WEEKS -> ui.t(key, weeks(ui, reason.weeks()));
            case TAKEN -> ui.t(key, days(ui, reason.days()));
            case NEW_WORLD, COMES_TO_YOU, FULL -> ui.t(key);
        };
    }

    /** Returns the icon of a reason. */
    public static String icon(Fit fit) {
        return switch (fit) {
            case NEW_WORLD -> "star";
            case COMES_TO_YOU -> "school";
            case WALKING -> "walk";
            case CYCLING -> "bike";
            case BY_BUS -> "bus";
            case WEEKS -> "calendar";
            case TAKEN, FULL -> "warning";
        };
    }

    /** Lists the first few days, and the number of others. */
    private static String days(Ui ui, List<LocalDate> days) {
        String first = days.stream()
                .limit(MAX_DAYS)
                .map(day -> Dates.day(day, ui.language()))
                .collect(Collectors.joining(", "));
        return days.size() > MAX_DAYS ? ui.t("offers.more", first, days.size() - MAX_DAYS) : first;
    }

    /** '3, 4 en 6'. */
    public static String weeks(Ui ui, List<Integer> weeks) {
        if (weeks.size() < 2) {
            return weeks.stream().map(String::valueOf).collect(Collectors.joining());
        }
        String first =
                weeks.subList(0, weeks.size() - 1).stream().map(String::valueOf).collect(Collectors.joining(", "));
        return ui.t("offers.and", first, weeks.get(weeks.size() - 1).toString());
    }

    /** {@code 600 m}, {@code 2,3 km}. */
    public static String distance(Ui ui, int metres) {
        return metres < KILOMETRE
                ? Math.round(metres / 10.0) * 10 + " m"
                : String.format(ui.language(), "%.1f km", metres / (double) KILOMETRE);
    }

    /** Returns a short description of the place of an offer. */
    public static String where(Ui ui, Offer offer) {
        OfferDetails.Site where = offer.details().where();
        return switch (where.held()) {
            case SCHOOL -> ui.t("offers.atYourSchool", where.travelKm() == null ? 0 : where.travelKm());
            case COMPANY -> where.town().isBlank() ? offer.organisation() : ui.t("offers.atCompany", where.town());
            case ROOM -> ui.t("offers.atHub", ui.hub().name());
        };
    }
}
