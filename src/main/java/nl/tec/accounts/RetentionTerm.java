package nl.tec.accounts;

import java.time.Duration;
import java.time.Instant;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.shared.Dates;
import org.jspecify.annotations.Nullable;

/**
 * The term for which personal data are kept (rules 8.2): stated once, for the register of processing and for the night that erases.
 *
 * @param setting the number of days, which a hub can change; null: {@code days}
 */
public record RetentionTerm(
        Form form, Since since, @Nullable Setting setting, int days) {

    public enum Form {
        /** So many days after. */
        DAYS,
        /** Until the day after. */
        NEXT_DAY,
        /** Until somebody does that; there is nothing to wait for. */
        UNTIL,
        /** For good, for that reason. */
        LASTING
    }

    /** From when the days are counted, until when it is kept, or why it stays. */
    public enum Since {
        SESSION,
        SENT,
        DECIDED,
        STOPPED,
        COUNTED,
        UPLOADED,
        EXPIRED,
        SCHOOL_YEAR,
        OPENED,
        ASKED,
        MADE,
        ACCOUNT_DELETED,
        REMOVED,
        WITHDRAWN,
        CONTRACT,
        BOOKKEEPING,
        COUNTING,
        LOG
    }

    /** As many days after as the hub has set. */
    public static RetentionTerm days(Setting setting, Since since) {
        return new RetentionTerm(Form.DAYS, since, setting, 0);
    }

    public static RetentionTerm days(int days, Since since) {
        return new RetentionTerm(Form.DAYS, since, null, days);
    }

    public static RetentionTerm nextDay(Since since) {
        return new RetentionTerm(Form.NEXT_DAY, since, null, 0);
    }

    public static RetentionTerm until(Since since) {
        return new RetentionTerm(Form.UNTIL, since, null, 0);
    }

    public static RetentionTerm lasting(Since since) {
        return new RetentionTerm(Form.LASTING, since, null, 0);
    }

    /** Whether time alone ends it. */
    public boolean ends() {
        return form == Form.DAYS || form == Form.NEXT_DAY;
    }

    public int days(HubSettings hub) {
        return setting == null ? days : hub.number(setting);
    }

    /** Returns the limit of a term that ends: what was over before this moment is kept no longer. */
    public Instant limit(Instant now, HubSettings hub) {
        return form == Form.NEXT_DAY
                ? Dates.dayOf(now).atStartOfDay(Dates.ZONE).toInstant()
                : now.minus(Duration.ofDays(days(hub)));
    }
}
