package nl.tec.hub;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import nl.tec.shared.Bilingual;
import nl.tec.shared.HolidayRegion;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Provides the settings of this hub, with the defaults of docs/rules.md. Each node reads them from the database at most every
 * five seconds; a change takes effect immediately on the node that made it.
 */
@Service
public class HubSettings {

    /** The values of a yes/no setting. */
    public static final String YES = "JA";

    public static final String NO = "NEE";

    /** A setting with its default. The name is the key in the database. */
    public enum Setting {
        /** The name, such as 'TEC Deventer'; empty until the first-run page is completed. */
        NAME(""),
        CITY(""),
        /** The CBS codes, separated by commas, of the municipalities whose pupils the KPIs count. */
        MUNICIPALITIES(""),
        HOLIDAY_REGION("NOORD"),
        /** The first school year of this hub, by the calendar year it starts in. */
        FIRST_SCHOOL_YEAR("2023"),
        /** The first year for which pupil counts of 1 October are kept. */
        COUNTS_FROM("2018"),
        /** Parts of the names of exams in a technical profile, separated by commas (rules 2.11). */
        TECHNICAL_PROFILES("techniek, N&T, N&G"),
        /** The school year that technical profiles are compared with, by the calendar year it starts in (rules 2.11). */
        PROFILE_BASELINE_YEAR("2022"),
        /** The month, 1 to 12, in which the board begins to judge the conditions for success of the previous year. */
        JUDGING_MONTH("9"),
        /** Whether mail goes to the mailbox page and data is labelled as fictitious: true or false. */
        DEMO("false"),
        /** The address of this hub in mails, codes and calendars, without a trailing slash. */
        BASE_URL("http://localhost:8080"),
        MAIL_FROM("tec@localhost"),
        /** The address for mail about privacy, accessibility and safety; if empty, {@link #MAIL_FROM}. */
        CONTACT_EMAIL(""),
        /** The telephone number of the hub; empty if there is none. */
        CONTACT_PHONE(""),
        /** The street, postcode and town of the visiting address; empty if there is none. */
        VISIT_ADDRESS(""),
        /** The hours during which the hub is open or answers the telephone. */
        OPENING_HOURS(""),
        /** The name and address of the controller of the personal data, on the privacy page; empty for the hub itself. */
        CONTROLLER(""),
        /** The name and address of the data protection officer; empty if there is none. */
        PRIVACY_OFFICER(""),
        /** The default terms of payment and refund, which an activity can override. */
        PAYMENT_TERMS(""),
        PAYMENT_TERMS_EN(""),
        /** The text about help for families that cannot afford an activity. */
        SMALL_PURSE(""),
        SMALL_PURSE_EN(""),
        /** The hours a school has to accept an offered place (rules 3). */
        SEAT_OFFER_HOURS("48"),
        /** The hours a visitor has to confirm the mail address (rules 3). */
        HOLD_HOURS("24"),
        /** The maximum number of unconfirmed places held by one mail address (rules 3). */
        HOLD_PLACES("6"),
        /** The maximum percentage of a session's places held by unconfirmed sign-ups from one network address (rules 3). */
        HOLD_NETWORK_PERCENT("25"),
        /** The days after the session until the personal data of participants are removed (rules 8). */
        RETENTION_DAYS("14"),
        /** The years for which a certificate of conduct is valid (rules 4). */
        VOG_YEARS("3"),
        /** The days before the expiry of a certificate of conduct on which a new one is requested (rules 4). */
        VOG_WARNING_DAYS("60"),
        /** The days after somebody stopped guiding, or the partner of a person ended, until the personal data are removed (rules 8). */
        STAFF_RETENTION_DAYS("365"),
        /** The number of children per adult, in groups 1-3, groups 4-8, and VO and MBO (rules 4). */
        CHILDREN_PER_ADULT_LOWER("5"),
        CHILDREN_PER_ADULT_UPPER("7"),
        CHILDREN_PER_ADULT_VO("15"),
        /** The metres as the crow flies up to which a class walks, or cycles (from group 5). */
        WALK_METRES("1000"),
        BIKE_METRES("4000"),
        /** The default number of seats of a new bus, teachers included (rules 4). */
        COACH_SEATS("53"),
        /** The minimum minutes between two trips of a bus (rules 3). */
        BUS_TURNAROUND_MINUTES("30"),
        /** The working days a company has to answer a request for an offer (rules 6). */
        OFFER_TERM_DAYS("10"),
        /** The days after a session until no-shows are asked by mail to cancel next time; 0 for never (rules 3.13). */
        NO_SHOW_MAIL_DAYS("0"),
        /** The working days until a signatory is reminded, and between reminders (rules 6); 0 for manual reminders only. */
        SIGN_REMINDER_DAYS("5"),
        /** The value of an hour of a partner's staff in cents: the rate of the technology-education scheme (rules 6). */
        HOUR_RATE_CENTS("5500"),
        /** The days after a session during which its surveys can be answered. */
        SURVEY_OPEN_DAYS("21"),
        /** The days between a survey invitation and its only reminder; 0 for none. */
        SURVEY_REMINDER_DAYS("5"),
        /** The satisfaction, 1 to 10, below which an activity needs attention. */
        SURVEY_NORM("7"),
        /** The days until free text in answers is removed after it was counted (rules 8). */
        SURVEY_WORDS_DAYS("365"),
        /** The roles, separated by commas, that require a second factor (rules 9); empty for none. */
        SECOND_FACTOR_ROLES(""),
        /** Whether the programme shows activities of neighbouring hubs by default: {@link HubSettings#YES} or {@link HubSettings#NO}. */
        NEIGHBOURS_SHOWN(YES),
        /** The name of the region of this hub and its neighbours; empty if it has none. */
        REGION_NAME(""),
        /** The maker of the tiles under the maps, as its licence wants to be named; empty if it does not. */
        MAP_SOURCE(""),
        /** The status, A to E, of this site in the Dutch register of accessibility statements; E: it has no statement there. */
        ACCESSIBILITY_STATUS("E"),
        /** The day of the last accessibility examination by an outside bureau, as yyyy-mm-dd; empty if there was none. */
        ACCESSIBILITY_EXAMINED(""),
        /** The web address of the report of that examination; empty if there was none. */
        ACCESSIBILITY_REPORT(""),
        /** The web address of the statement in the register; empty if there is none. */
        ACCESSIBILITY_STATEMENT(""),
        /** The Base64 key for hashing mail addresses, created at the first start. */
        HASH_KEY("");

        private final String byDefault;

        Setting(String byDefault) {
            this.byDefault = byDefault;
        }

        public String byDefault() {
            return byDefault;
        }
    }

    /** The only key in the cache. */
    private static final String ALL = "all";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final LoadingCache<String, Map<String, String>> cache;
    private volatile Map<String, String> known = Map.of();

    HubSettings(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.cache = Caffeine.newBuilder()
                .refreshAfterWrite(Duration.ofSeconds(5))
                .expireAfterWrite(Duration.ofSeconds(30))
                .build(key -> readOrFallBack());
    }

    public String get(Setting setting) {
        return cache.get(ALL).getOrDefault(setting.name(), setting.byDefault());
    }

    /** Whether a setting was ever set; otherwise it has its default. */
    public boolean isOverridden(Setting setting) {
        return cache.get(ALL).containsKey(setting.name());
    }

    public int number(Setting setting) {
        return Integer.parseInt(get(setting));
    }

    /** Whether a yes/no setting is on. */
    public boolean is(Setting setting) {
        return get(setting).equals(YES);
    }

    public String name() {
        return get(Setting.NAME);
    }

    public boolean demo() {
        return Boolean.parseBoolean(get(Setting.DEMO));
    }

    /** Returns the contact mail address. */
    public String contact() {
        String address = get(Setting.CONTACT_EMAIL);
        return address.isEmpty() ? get(Setting.MAIL_FROM) : address;
    }

    /** Returns the contact address to show to the public; empty as long as it only works on this machine. */
    public String publicContact() {
        String address = contact();
        return address.endsWith("@localhost") ? "" : address;
    }

    /** Returns the text of a bilingual pair of settings. */
    public Bilingual both(Setting dutch, Setting english) {
        return new Bilingual(get(dutch), get(english));
    }

    /** Returns the region whose holidays apply if a school has none of its own. */
    public HolidayRegion holidayRegion() {
        return HolidayRegion.valueOf(get(Setting.HOLIDAY_REGION));
    }

    /** Returns the hub's host name, which makes identifiers in calendars globally unique. */
    public String host() {
        String host = URI.create(get(Setting.BASE_URL)).getHost();
        return host == null ? "tec" : host;
    }

    /** Whether this hub has been named; until then every page redirects to the first-run page. */
    public boolean started() {
        return !name().isEmpty();
    }

    /** Returns the CBS codes of the hub's municipalities. */
    public List<String> municipalities() {
        return list(Setting.MUNICIPALITIES);
    }

    /** Returns the values of a comma-separated setting. */
    public List<String> list(Setting setting) {
        return Arrays.stream(get(setting).split(","))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    /** Stores a value unchecked: the caller checks authorisation and validity. */
    public void set(Setting setting, String value) {
        jdbc.sql("""
                insert into hub_setting (key, value, changed_at) values (:key, :value, :now)
                on conflict (key) do update set value = excluded.value, changed_at = excluded.changed_at
                """)
                .param("key", setting.name())
                .param("value", value)
                .param("now", Rows.now(clock))
                .update();
        refresh();
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            // until the commit others read, and keep, the old value; and this thread one that may be rolled back
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCompletion(int status) {
                    refresh();
                }
            });
        }
    }

    /** Invalidates the cache, so that the next call reads the database. */
    public void refresh() {
        cache.invalidate(ALL); // waits for a load in progress, which invalidateAll does not
    }

    /** Reads the settings, or falls back to the last known ones if the database is down: the error page shows the hub's name. */
    private Map<String, String> readOrFallBack() {
        try {
            known = read();
        } catch (DataAccessException e) {
            if (known.isEmpty()) {
                throw e;
            }
        }
        return known;
    }

    private Map<String, String> read() {
        return jdbc
                .sql("select key, value from hub_setting")
                .query((row, n) -> Map.entry(row.getString("key"), row.getString("value")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
