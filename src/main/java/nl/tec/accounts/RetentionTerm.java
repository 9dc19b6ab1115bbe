package nl.tec.accounts;

import java.time.Duration;
import java.time.Instant;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.shared.Dates;
import org.jspecify.annotations.Nullable;

/**
 * The retention term of personal data (rules 8.2), shared by the register of processing and the nightly erasure.
 *
 * @param setting the setting with the number of days; null: {@code days}
 */
public record RetentionTerm(
        Form form, Since since, @Nullable Setting setting, int days) {

    public enum Form {
        /** A number of days after the event. */
        DAYS,
        /** Until the day after the event. */
        NEXT_DAY,
        /** Until the event, without a deadline. */
        UNTIL,
        /** Indefinitely, for that reason. */
        LASTING
    }

    /** The event from which days are counted or until which data are kept, or the reason to keep them. */
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
        ERASED,
        ACCOUNT_DELETED,
        REMOVED,
        WITHDRAWN,
        CONTRACT,
        BOOKKEEPING,
        COUNTING,
        LOG
    }

    /** Returns a term of the number of days in a setting. */
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

    /** Whether it ends by itself. */
    public boolean ends() {
        return form == Form.DAYS || form == Form.NEXT_DAY;
    }

    public int days(HubSettings hub) {
        return setting == null ? days : hub.number(setting);
    }

    /** Returns the cut-off of a term that ends: records from before this moment have expired. */
    public Instant limit(Instant now, HubSettings hub) {
        return form == Form.NEXT_DAY ? Dates.startOf(Dates.dayOf(now)) : now.minus(Duration.ofDays(days(hub)));
    }
}
