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
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * The settings of this hub, with the defaults of docs/rules.md. Read from the database at most every five seconds on each
 * node; a change shows at once on the node that made it.
 */
@Service
public class HubSettings {

    /** How a setting says yes, and no. */
    public static final String YES = "JA";

    public static final String NO = "NEE";

    /** The settings there are, each with its default. The name is the key in the database. */
    public enum Setting {
        /** 'TEC Deventer'; empty: nobody has gone through the first-run page yet. */
        NAME(""),
        CITY(""),
        /** CBS codes, separated by commas, of the municipalities whose pupils the KPIs count. */
        MUNICIPALITIES(""),
        HOLIDAY_REGION("NOORD"),
        /** The first school year of this hub, by the calendar year it starts in. */
        FIRST_SCHOOL_YEAR("2023"),
        /** Counts of pupils of 1 October are kept from this year on. */
        COUNTS_FROM("2018"),
        /** Parts of the names of exams of a technical profile, separated by commas (rules 2.11). */
        TECHNICAL_PROFILES("techniek, N&T, N&G"),
        /** The school year that technical profiles are compared with, by the calendar year it starts in (rules 2.11). */
        PROFILE_BASELINE_YEAR("2022"),
        /** The month, 1 to 12, in which the board begins to judge the conditions for success of the year before. */
        JUDGING_MONTH("9"),
        /** true: mail goes to the mailbox page, data is labelled invented. */
        DEMO("false"),
        /** The address of this hub in mails, codes and calendars, without a slash at the end. */
        BASE_URL("http://localhost:8080"),
        MAIL_FROM("tec@localhost"),
        /** The address for mail about privacy, accessibility and safety; empty: {@link #MAIL_FROM}. */
        CONTACT_EMAIL(""),
        /** The telephone number of the hub; empty: there is no telephone. */
        CONTACT_PHONE(""),
        /** Street, postcode and town where people can come; empty: there is no such place. */
        VISIT_ADDRESS(""),
        /** The hours at which somebody is there, or answers the telephone. */
        OPENING_HOURS(""),
        /** The controller of the personal data, with the address: on the privacy page. Empty: the hub itself. */
        CONTROLLER(""),
        /** Name and address of the data protection officer; empty: there is none. */
        PRIVACY_OFFICER(""),
        /** The terms of payment and refund for what costs money: how and when; an activity can say otherwise. */
        PAYMENT_TERMS(""),
        PAYMENT_TERMS_EN(""),
        /** The text about who helps a family that can't afford it. */
        SMALL_PURSE(""),
        SMALL_PURSE_EN(""),
        /** Hours a school has to accept an offered place (rules 3). */
        SEAT_OFFER_HOURS("48"),
        /** Hours a visitor has to confirm the mail address (rules 3). */
        HOLD_HOURS("24"),
        /** Unconfirmed places one mail address holds at most (rules 3). */
        HOLD_PLACES("6"),
        /** Percent of the places of a session that sign-ups from one network address hold unconfirmed at most (rules 3). */
        HOLD_NETWORK_PERCENT("25"),
        /** Days after the session until the personal data of participants are removed (rules 8). */
        RETENTION_DAYS("14"),
        /** Years a certificate of conduct is valid (rules 4). */
        VOG_YEARS("3"),
        /** Days before it expires on which a certificate of conduct is asked for again (rules 4). */
        VOG_WARNING_DAYS("60"),
        /** Days after somebody stopped guiding until the personal data are removed (rules 8). */
        STAFF_RETENTION_DAYS("365"),
        /** Children per adult: groups 1-3, groups 4-8, VO and MBO (rules 4). */
        CHILDREN_PER_ADULT_LOWER("5"),
        CHILDREN_PER_ADULT_UPPER("7"),
        CHILDREN_PER_ADULT_VO("15"),
        /** Metres as the crow flies up to which a class walks, and cycles (from group 5). */
        WALK_METRES("1000"),
        BIKE_METRES("4000"),
        /** Seats of a coach, teachers included (rules 4): what a new bus begins with. */
        COACH_SEATS("53"),
        /** Minutes between the end of a trip of a bus and the beginning of the next (rules 3). */
        BUS_TURNAROUND_MINUTES("30"),
        /** Working days a company has to answer what a school asks of an offer (rules 6). */
        OFFER_TERM_DAYS("10"),
        /** Days after a session that who did not come without cancelling is asked by mail to cancel next time; 0: never (rules 3.13). */
        NO_SHOW_MAIL_DAYS("0"),
        /** Working days after which who has to sign is reminded, and again after as many (rules 6); 0: only by hand. */
        SIGN_REMINDER_DAYS("5"),
        /** The worth of an hour of people of a partner, in cents: the rate of the technology-education scheme (rules 6). */
        HOUR_RATE_CENTS("5500"),
        /** Days after a session in which its surveys can be answered. */
        SURVEY_OPEN_DAYS("21"),
        /** Days after the request for an answer until the one reminder; 0: none. */
        SURVEY_REMINDER_DAYS("5"),
        /** The satisfaction, 1 to 10, below which an activity needs attention. */
        SURVEY_NORM("7"),
        /** Days after they were counted until words in answers are removed (rules 8). */
        SURVEY_WORDS_DAYS("365"),
        /** The roles, separated by commas, whose holders sign in with a second factor (rules 9); empty: nobody has to. */
        SECOND_FACTOR_ROLES(""),
        /** Whether the programme shows what neighbouring hubs have to do as well, to whoever chose nothing: {@link HubSettings#YES} or {@link HubSettings#NO}. */
        NEIGHBOURS_SHOWN(YES),
        /** The name of the region of this hub and its neighbours; empty: it has none. */
        REGION_NAME(""),
        /** Base64 key for hashing mail addresses; made at the first start. */
        HASH_KEY("");

        private final String byDefault;

        Setting(String byDefault) {
            this.byDefault = byDefault;
        }

        public String byDefault() {
            return byDefault;
        }
    }

    /** The one key of the cache. */
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
                .build(key -> readOrKeep());
    }

    public String get(Setting setting) {
        return cache.get(ALL).getOrDefault(setting.name(), setting.byDefault());
    }

    /** Whether anybody has ever said what it should be; otherwise it is its default. */
    public boolean isOverridden(Setting setting) {
        return cache.get(ALL).containsKey(setting.name());
    }

    public int number(Setting setting) {
        return Integer.parseInt(get(setting));
    }

    /** Whether a setting says yes. */
    public boolean is(Setting setting) {
        return get(setting).equals(YES);
    }

    public String name() {
        return get(Setting.NAME);
    }

    public boolean demo() {
        return Boolean.parseBoolean(get(Setting.DEMO));
    }

    /** Returns the mail address that people can write to. */
    public String contact() {
        String address = get(Setting.CONTACT_EMAIL);
        return address.isEmpty() ? get(Setting.MAIL_FROM) : address;
    }

    /** The same, to show to people; empty as long as nobody has filled one in that works outside this machine. */
    public String publicContact() {
        String address = contact();
        return address.endsWith("@localhost") ? "" : address;
    }

    /** The text of a setting that there is in both languages. */
    public Bilingual both(Setting dutch, Setting english) {
        return new Bilingual(get(dutch), get(english));
    }

    /** The name of the hub's machine, which makes identifiers in calendars unique in the world. */
    public String host() {
        String host = URI.create(get(Setting.BASE_URL)).getHost();
        return host == null ? "tec" : host;
    }

    /** Whether somebody has named this hub; until then every page leads to the first-run page. */
    public boolean started() {
        return !name().isEmpty();
    }

    /** CBS codes. */
    public List<String> municipalities() {
        return list(Setting.MUNICIPALITIES);
    }

    /** The values of a setting that has several, separated by commas. */
    public List<String> list(Setting setting) {
        return Arrays.stream(get(setting).split(","))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    /** Stores a value as it is; who may and whether it makes sense is for the caller to check. */
    public void set(Setting setting, String value) {
        jdbc.sql("""
                insert into hub_setting (key, value, changed_at) values (:key, :value, :now)
                on conflict (key) do update set value = excluded.value, changed_at = excluded.changed_at
                """)
                .param("key", setting.name())
                .param("value", value)
                .param("now", Rows.timestamp(clock.instant()))
                .update();
        refresh();
    }

    /** Forgets what was read, so that the next question sees the database. */
    public void refresh() {
        cache.invalidate(ALL); // waits for who is reading them now, which invalidateAll does not
    }

    /** Reads the settings, or keeps the last known ones when the database is away: the page that says so names the hub. */
    private Map<String, String> readOrKeep() {
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
