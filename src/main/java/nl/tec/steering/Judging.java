package nl.tec.steering;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.tec.accounts.Account;
import nl.tec.accounts.Accounts;
import nl.tec.accounts.Role;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.mail.Outbox;
import nl.tec.shared.Dates;
import nl.tec.steering.internal.JudgementQueries;
import nl.tec.steering.internal.JudgementStore;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The yearly judging of the conditions by the board, and the reminders when it is overdue (requirement G3). The season of judging begins
 * in the month of the setting, and is about the previous year, whose figures are then known. The board is reminded of a year twice: when
 * its season begins, and a month later.
 */
@Service
public class Judging {

    /** The name of the mail. */
    public static final String MAIL = "judge-conditions";

    private static final int MAX_REMINDERS = 2;

    private final JudgementQueries queries;
    private final JudgementStore store;
    private final HubSettings hub;
    private final Accounts accounts;
    private final Outbox outbox;
    private final Clock clock;

    Judging(
            JudgementQueries queries,
            JudgementStore store,
            HubSettings hub,
            Accounts accounts,
            Outbox outbox,
            Clock clock) {
        this.queries = queries;
        this.store = store;
        this.hub = hub;
        this.accounts = accounts;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * A year whose season has begun, and that is not judged yet.
     *
     * @param missing number of conditions without a judgement
     */
    public record Due(int year, int missing) {}

    /** Returns the year that the board should judge now; empty when there is none. */
    public Optional<Due> due() {
        LocalDate today = Dates.today(clock);
        LocalDate season = LocalDate.of(today.getYear(), hub.number(Setting.JUDGING_MONTH), 1);
        int year = (today.isBefore(season) ? season.minusYears(1) : season).getYear() - 1;
        int missing = Condition.values().length - queries.count(year);
        return year < hub.number(Setting.FIRST_SCHOOL_YEAR) || missing == 0
                ? Optional.empty()
                : Optional.of(new Due(year, missing));
    }

    /** Returns the days on which the board was reminded to judge a year, the earliest first. */
    public List<LocalDate> reminded(int year) {
        return queries.reminded(year);
    }

    /** Reminds the members of the board, if a reminder is due; as long as the board has no account, none is sent or counted. */
    @Transactional
    public void remind() {
        Due due = due().orElse(null);
        if (due == null) {
            return;
        }
        List<LocalDate> before = reminded(due.year());
        if (!time(before)) {
            return;
        }
        List<Account> board = accounts.holders(Role.BOARD);
        if (board.isEmpty() || !store.noteReminder(due.year(), before.size() + 1, Dates.today(clock))) {
            return;
        }
        for (Account account : board) {
            outbox.put(
                    MAIL,
                    account.email(),
                    account.language(),
                    Map.of("year", due.year(), "missing", due.missing()),
                    null);
        }
    }

    private boolean time(List<LocalDate> reminded) {
        return reminded.isEmpty()
                || reminded.size() < MAX_REMINDERS
                        && !Dates.today(clock).isBefore(reminded.get(0).plusMonths(1));
    }
}
