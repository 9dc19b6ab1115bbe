package nl.tec.shared;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/**
 * The uniform formatting of dates and times, in Dutch and English:
 * {@code di 14 jan, 9.00-11.30 uur} and {@code Tue 14 Jan, 9:00-11:30}.
 */
public final class Dates {

    /** The time zone of every hub. */
    public static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");

    private static final String[] DAYS_NL = {"ma", "di", "wo", "do", "vr", "za", "zo"};
    private static final String[] DAYS_EN = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    private static final String[] LONG_DAYS_NL = {
        "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"
    };
    private static final String[] LONG_DAYS_EN = {
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"
    };
    private static final String[] MONTHS_NL = {
        "jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"
    };
    private static final String[] MONTHS_EN = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };
    private static final String[] LONG_MONTHS_NL = {
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december"
    };
    private static final String[] LONG_MONTHS_EN = {
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December"
    };

    private Dates() {}

    /** Formats as {@code di 14 jan}, with the year if it is not the year of {@code today}. */
    public static String day(LocalDate day, LocalDate today, Locale locale) {
        return day(day, locale) + (day.getYear() == today.getYear() ? "" : " " + day.getYear());
    }

    /** Formats as {@code di 14 jan}. */
    public static String day(LocalDate day, Locale locale) {
        boolean nl = dutch(locale);
        return (nl ? DAYS_NL : DAYS_EN)[day.getDayOfWeek().getValue() - 1]
                + " "
                + day.getDayOfMonth()
                + " "
                + (nl ? MONTHS_NL : MONTHS_EN)[day.getMonthValue() - 1];
    }

    /** Formats as {@code dinsdag 14 januari 2027}. */
    public static String longDay(LocalDate day, Locale locale) {
        boolean nl = dutch(locale);
        return (nl ? LONG_DAYS_NL : LONG_DAYS_EN)[day.getDayOfWeek().getValue() - 1] + " " + date(day, locale);
    }

    /** Formats as {@code 14 januari 2027}. */
    public static String date(LocalDate day, Locale locale) {
        return day.getDayOfMonth() + " " + month(day, locale);
    }

    /** Formats as {@code januari 2027}. */
    public static String month(LocalDate day, Locale locale) {
        return (dutch(locale) ? LONG_MONTHS_NL : LONG_MONTHS_EN)[day.getMonthValue() - 1] + " " + day.getYear();
    }

    /** Formats as {@code dinsdag}. */
    public static String weekday(LocalDate day, Locale locale) {
        return (dutch(locale) ? LONG_DAYS_NL : LONG_DAYS_EN)[day.getDayOfWeek().getValue() - 1];
    }

    /** Formats as {@code 9.00} in Dutch, {@code 9:00} in English. */
    public static String time(LocalTime time, Locale locale) {
        int minute = time.getMinute();
        return time.getHour() + (dutch(locale) ? "." : ":") + (minute < 10 ? "0" : "") + minute;
    }

    /** Formats as {@code 9.00-11.30 uur} in Dutch, {@code 9:00-11:30} in English. */
    public static String hours(Instant start, Instant end, Locale locale) {
        return time(start.atZone(ZONE).toLocalTime(), locale)
                + "-"
                + time(end.atZone(ZONE).toLocalTime(), locale)
                + (dutch(locale) ? " uur" : "");
    }

    /** Formats as {@code di 14 jan, 9.00-11.30 uur}. */
    public static String slot(Instant start, Instant end, Locale locale) {
        return day(start.atZone(ZONE).toLocalDate(), locale) + ", " + hours(start, end, locale);
    }

    /** Formats as {@code di 14 jan, 9.00-11.30 uur}, with the year if it is not the year of {@code today}. */
    public static String slot(Instant start, Instant end, LocalDate today, Locale locale) {
        return day(start.atZone(ZONE).toLocalDate(), today, locale) + ", " + hours(start, end, locale);
    }

    /** Formats as {@code dinsdag 14 januari 2027, 9.00-11.30 uur}. */
    public static String longSlot(Instant start, Instant end, Locale locale) {
        return longDay(start.atZone(ZONE).toLocalDate(), locale) + ", " + hours(start, end, locale);
    }

    /** Formats a moment, such as a deadline, as {@code di 14 jan, 9.00 uur}. */
    public static String moment(Instant moment, Locale locale) {
        ZonedDateTime at = moment.atZone(ZONE);
        return day(at.toLocalDate(), locale) + ", " + time(at.toLocalTime(), locale) + (dutch(locale) ? " uur" : "");
    }

    /** Formats a moment, with the year if it is not the year of {@code today}. */
    public static String moment(Instant moment, LocalDate today, Locale locale) {
        ZonedDateTime at = moment.atZone(ZONE);
        return day(at.toLocalDate(), today, locale)
                + ", "
                + time(at.toLocalTime(), locale)
                + (dutch(locale) ? " uur" : "");
    }

    /** Returns the ISO week number, which schools use. */
    public static int week(LocalDate day) {
        return day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
    }

    /** Formats the ISO week of a day as {@code 2027-W39}, for addresses and files. */
    public static String isoWeek(LocalDate day) {
        return "%d-W%02d".formatted(day.get(IsoFields.WEEK_BASED_YEAR), week(day));
    }

    /** Returns the Monday of the week of a day. */
    public static LocalDate monday(LocalDate day) {
        return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    /** Returns the moment at which a day starts. */
    public static Instant startOf(LocalDate day) {
        return day.atStartOfDay(ZONE).toInstant();
    }

    /** Returns the moment of a time on a day. */
    public static Instant at(LocalDate day, LocalTime time) {
        return day.atTime(time).atZone(ZONE).toInstant();
    }

    /** Returns the day in the hub's time zone, whatever the zone of the clock. */
    public static LocalDate today(Clock clock) {
        return dayOf(clock.instant());
    }

    public static LocalDate dayOf(Instant moment) {
        return moment.atZone(ZONE).toLocalDate();
    }

    private static boolean dutch(Locale locale) {
        return !locale.getLanguage().equals("en");
    }
}
