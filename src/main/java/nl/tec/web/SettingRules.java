package nl.tec.web;

import java.net.URI;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.shared.FormData;
import nl.tec.shared.HolidayRegion;
import nl.tec.shared.MailAddress;
import nl.tec.shared.Money;
import nl.tec.shared.Problems;
import nl.tec.shared.WebAddress;

/** The validation rules of the settings of the hub. A setting that is not named here is an integer if its default is one. */
public final class SettingRules {

    /** The kinds of input of a setting. */
    public enum Kind {
        TEXT,
        LONG_TEXT,
        NUMBER,
        /** Stored in cents, shown and typed in euros. */
        MONEY,
        MONTH,
        MAIL,
        ADDRESS,
        /** A web address of others, with everything that may stand in one. */
        LINK,
        /** A day until today. */
        PAST_DAY,
        ACCESSIBILITY,
        CODES,
        REGION,
        YES_NO
    }

    /** The headings of the page. */
    public enum Group {
        HUB,
        CONTACT,
        MAIL,
        PAYMENT,
        BOOKING,
        VISIT,
        PRIVACY,
        ACCESSIBILITY,
        SURVEY,
        NETWORK,
        OTHER
    }

    /** The settings that can't be changed here: the key, the kind of hub, and those with a page of their own. */
    private static final List<Setting> HIDDEN = List.of(Setting.HASH_KEY, Setting.DEMO, Setting.SECOND_FACTOR_ROLES);

    /** The settings that may be empty. */
    private static final List<Setting> OPTIONAL = List.of(
            Setting.CONTACT_EMAIL,
            Setting.CONTACT_PHONE,
            Setting.VISIT_ADDRESS,
            Setting.OPENING_HOURS,
            Setting.CONTROLLER,
            Setting.PRIVACY_OFFICER,
            Setting.PAYMENT_TERMS,
            Setting.PAYMENT_TERMS_EN,
            Setting.SMALL_PURSE,
            Setting.SMALL_PURSE_EN,
            Setting.REGION_NAME,
            Setting.MAP_SOURCE,
            Setting.ACCESSIBILITY_EXAMINED,
            Setting.ACCESSIBILITY_REPORT,
            Setting.ACCESSIBILITY_STATEMENT);

    private static final int MAX_LENGTH = 500;
    /** Enough for all municipalities, as a hub may cover the whole country. */
    private static final int MAX_CODES_LENGTH = 5_000;

    /** The valid values of a number. */
    public record Range(int min, int max) {}

    private SettingRules() {}

    /** Returns the settings that an administrator can change, in page order. */
    static List<Setting> editable() {
        return Arrays.stream(Setting.values())
                .filter(setting -> !HIDDEN.contains(setting))
                .toList();
    }

    /** Returns the editable settings by heading. */
    static Map<Group, List<Setting>> grouped() {
        return editable().stream()
                .collect(Collectors.groupingBy(SettingRules::group, TreeMap::new, Collectors.toList()));
    }

    private static Group group(Setting setting) {
        return switch (setting) {
            case NAME,
                    CITY,
                    MUNICIPALITIES,
                    HOLIDAY_REGION,
                    FIRST_SCHOOL_YEAR,
                    COUNTS_FROM,
                    TECHNICAL_PROFILES,
                    PROFILE_BASELINE_YEAR,
                    JUDGING_MONTH,
                    BASE_URL,
                    MAP_SOURCE -> Group.HUB;
            case MAIL_FROM -> Group.MAIL;
            case CONTACT_EMAIL, CONTACT_PHONE, VISIT_ADDRESS, OPENING_HOURS -> Group.CONTACT;
            case PAYMENT_TERMS, PAYMENT_TERMS_EN, SMALL_PURSE, SMALL_PURSE_EN -> Group.PAYMENT;
            case SEAT_OFFER_HOURS, HOLD_HOURS, HOLD_PLACES, HOLD_NETWORK_PERCENT, OFFER_TERM_DAYS, NO_SHOW_MAIL_DAYS ->
                Group.BOOKING;
            case VOG_YEARS,
                    VOG_WARNING_DAYS,
                    CHILDREN_PER_ADULT_LOWER,
                    CHILDREN_PER_ADULT_UPPER,
                    CHILDREN_PER_ADULT_VO,
                    WALK_METRES,
                    BIKE_METRES,
                    COACH_SEATS,
                    BUS_TURNAROUND_MINUTES -> Group.VISIT;
            case SURVEY_OPEN_DAYS, SURVEY_REMINDER_DAYS, SURVEY_NORM -> Group.SURVEY;
            case SURVEY_WORDS_DAYS, RETENTION_DAYS, STAFF_RETENTION_DAYS, CONTROLLER, PRIVACY_OFFICER -> Group.PRIVACY;
            case ACCESSIBILITY_STATUS, ACCESSIBILITY_EXAMINED, ACCESSIBILITY_REPORT, ACCESSIBILITY_STATEMENT ->
                Group.ACCESSIBILITY;
            case HOUR_RATE_CENTS, SIGN_REMINDER_DAYS, NEIGHBOURS_SHOWN, REGION_NAME -> Group.NETWORK;
            default -> Group.OTHER;
        };
    }

    public static Kind kind(Setting setting) {
        return switch (setting) {
            case MAIL_FROM, CONTACT_EMAIL -> Kind.MAIL;
            case BASE_URL -> Kind.ADDRESS;
            case ACCESSIBILITY_REPORT, ACCESSIBILITY_STATEMENT -> Kind.LINK;
            case ACCESSIBILITY_EXAMINED -> Kind.PAST_DAY;
            case ACCESSIBILITY_STATUS -> Kind.ACCESSIBILITY;
            case MUNICIPALITIES -> Kind.CODES;
            case HOLIDAY_REGION -> Kind.REGION;
            case HOUR_RATE_CENTS -> Kind.MONEY;
            case JUDGING_MONTH -> Kind.MONTH;
            case NEIGHBOURS_SHOWN -> Kind.YES_NO;
            case OPENING_HOURS, PAYMENT_TERMS, PAYMENT_TERMS_EN, SMALL_PURSE, SMALL_PURSE_EN -> Kind.LONG_TEXT;
            default -> setting.byDefault().matches("[0-9]+") ? Kind.NUMBER : Kind.TEXT;
        };
    }

    /** Returns the stored values of a number with which everything that is reckoned with it can go on. */
    public static Range range(Setting setting) {
        return switch (setting) {
            case FIRST_SCHOOL_YEAR, COUNTS_FROM, PROFILE_BASELINE_YEAR -> new Range(2000, 2100);
            case VOG_YEARS -> new Range(1, 20);
            case SURVEY_NORM -> new Range(1, 10);
            case HOLD_NETWORK_PERCENT -> new Range(1, 100);
            case CHILDREN_PER_ADULT_LOWER, CHILDREN_PER_ADULT_UPPER, CHILDREN_PER_ADULT_VO -> new Range(1, 50);
            case HOLD_PLACES, COACH_SEATS -> new Range(1, 1000);
            case BUS_TURNAROUND_MINUTES -> new Range(0, 1440);
            // in cents; whoever types cents is out of range
            case HOUR_RATE_CENTS -> new Range(0, 1000_00);
            case SEAT_OFFER_HOURS, HOLD_HOURS -> new Range(1, 8760);
            case OFFER_TERM_DAYS, SURVEY_OPEN_DAYS -> new Range(1, 3650);
            case RETENTION_DAYS,
                    STAFF_RETENTION_DAYS,
                    SURVEY_WORDS_DAYS,
                    VOG_WARNING_DAYS,
                    NO_SHOW_MAIL_DAYS,
                    SIGN_REMINDER_DAYS,
                    SURVEY_REMINDER_DAYS -> new Range(0, 3650);
            default -> new Range(0, 1_000_000);
        };
    }

    public static boolean optional(Setting setting) {
        return OPTIONAL.contains(setting);
    }

    public static int maxLength(Setting setting) {
        return kind(setting) == Kind.CODES ? MAX_CODES_LENGTH : MAX_LENGTH;
    }

    /** Normalises the input: on one line, unless it is long, without surrounding spaces, and codes separated by commas only. */
    static String tidy(Setting setting, String typed) {
        return switch (kind(setting)) {
            case CODES ->
                Arrays.stream(typed.strip().split("[\\s,;]+"))
                        .map(code -> code.matches("[0-9]{1,3}") ? "0".repeat(4 - code.length()) + code : code)
                        .collect(Collectors.joining(","));
            case ADDRESS -> typed.strip().replaceAll("/+$", "");
            case PAST_DAY -> FormData.parseDay(typed).map(LocalDate::toString).orElse(oneLine(typed));
            case LONG_TEXT -> typed.strip().lines().map(SettingRules::oneLine).collect(Collectors.joining("\n"));
            default -> oneLine(typed);
        };
    }

    private static String oneLine(String typed) {
        return typed.strip().replaceAll("\\s+", " ");
    }

    /** Returns a stored value as it is shown and typed. */
    public static String typed(Setting setting, String stored) {
        return kind(setting) == Kind.MONEY ? new Money(Long.parseLong(stored)).typed() : stored;
    }

    /** Returns the value to store of a valid normalised one. */
    static String stored(Setting setting, String typed) {
        return kind(setting) == Kind.MONEY
                ? Long.toString(Money.parse(typed).orElseThrow().cents())
                : typed;
    }

    /** Validates a normalised value, as typed. */
    static Problems check(Setting setting, String value, LocalDate today) {
        Problems problems = new Problems();
        if (value.isEmpty()) {
            return problems.addIf(!optional(setting), setting.name(), "setting.wrong.missing");
        }
        if (value.length() > maxLength(setting)) {
            return problems.add(setting.name(), "form.long", maxLength(setting));
        }
        Range range = range(setting);
        boolean right = switch (kind(setting)) {
            case TEXT, LONG_TEXT -> true;
            case NUMBER ->
                value.matches("[0-9]{1,7}")
                        && Integer.parseInt(value) >= range.min()
                        && Integer.parseInt(value) <= range.max();
            case MONEY ->
                Money.parse(value)
                        .filter(money -> money.cents() >= range.min() && money.cents() <= range.max())
                        .isPresent();
            case MONTH -> value.matches("[1-9]|1[0-2]");
            // a sender on localhost has no dot
            case MAIL -> MailAddress.parse(value).isPresent() || value.endsWith("@localhost");
            case ADDRESS -> address(value);
            case LINK -> WebAddress.isWebAddress(value, MAX_LENGTH);
            case PAST_DAY ->
                FormData.parseDay(value).filter(day -> !day.isAfter(today)).isPresent();
            case ACCESSIBILITY -> AccessibilityStatus.of(value).isPresent();
            case CODES -> value.matches("[0-9]{4}(,[0-9]{4})*");
            case REGION ->
                Arrays.stream(HolidayRegion.values())
                        .anyMatch(region -> region.name().equals(value));
            case YES_NO -> List.of(HubSettings.YES, HubSettings.NO).contains(value);
        };
        return problems.addIf(
                !right,
                setting.name(),
                "setting.wrong." + kind(setting),
                typed(setting, Integer.toString(range.min())),
                typed(setting, Integer.toString(range.max())));
    }

    /** Validates what settings say together: the statement on accessibility says nothing that another setting contradicts. */
    static Problems checkTogether(Map<Setting, String> values) {
        AccessibilityStatus status =
                AccessibilityStatus.of(values.get(Setting.ACCESSIBILITY_STATUS)).orElse(AccessibilityStatus.E);
        boolean day = !values.getOrDefault(Setting.ACCESSIBILITY_EXAMINED, "").isEmpty();
        boolean report = !values.getOrDefault(Setting.ACCESSIBILITY_REPORT, "").isEmpty();
        boolean statement =
                !values.getOrDefault(Setting.ACCESSIBILITY_STATEMENT, "").isEmpty();
        String examined = status.examined() ? "setting.wrong.examined" : "setting.wrong.halfExamined";
        return new Problems()
                .addIf(!status.declared() && statement, Setting.ACCESSIBILITY_STATUS.name(), "setting.wrong.undeclared")
                .addIf(
                        status.declared() && !statement,
                        Setting.ACCESSIBILITY_STATEMENT.name(),
                        "setting.wrong.declared",
                        status.name())
                .addIf(
                        !day && (report || status.examined()),
                        Setting.ACCESSIBILITY_EXAMINED.name(),
                        examined,
                        status.name())
                .addIf(
                        !report && (day || status.examined()),
                        Setting.ACCESSIBILITY_REPORT.name(),
                        examined,
                        status.name());
    }

    private static boolean address(String value) {
        try {
            URI uri = URI.create(value);
            return List.of("http", "https").contains(String.valueOf(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getQuery() == null
                    && uri.getFragment() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
