package nl.tec.organisations;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.shared.Outcome;
import nl.tec.shared.SchoolYear;
import nl.tec.shared.Sector;
import org.jspecify.annotations.Nullable;

/** All that is known of schools, for the programme managers. */
public interface SchoolRegister {

    /**
     * @param words a part of name, town or BRIN; empty: all
     * @param municipality CBS code; empty: all
     * @param board id of a board; null: all
     * @param empty also schools without pupils and schools that have ended
     */
    record Filter(
            String words,
            String municipality,
            @Nullable Sector sector,
            @Nullable Long board,
            boolean empty) {}

    /** The place in the list: the name and id of the last school shown. */
    record Key(String name, long id) {}

    /**
     * @param pupils of the latest count; null when it is masked or there is none
     * @param countedIn the year of that count
     * @param ownNumbers the school has corrected classes of the running school year
     */
    record Line(
            long id,
            String brin6,
            String name,
            Sector sector,
            @Nullable String kind,
            @Nullable String address,
            @Nullable String postcode,
            @Nullable String town,
            @Nullable String municipality,
            @Nullable String board,
            @Nullable Integer pupils,
            @Nullable Integer countedIn,
            boolean ownNumbers,
            boolean ended) {}

    /** A choice of a filter. */
    record Choice(String value, String name) {}

    /** @param masked DUO printed '<5' */
    record YearCount(int year, @Nullable Integer pupils, boolean masked, boolean provisional) {}

    /** The pupils of a group in a school year, as reach counts them. */
    record GroupSize(String level, int grade, int pupils, int low, int high, SchoolClass.NumbersFrom source) {}

    record ClosedDay(LocalDate day, String reason) {}

    /** @param exactPlace false: only the middle of its PC4 is known */
    record Details(
            Line line,
            SchoolSite site,
            @Nullable String denomination,
            @Nullable String email,
            @Nullable String phone,
            @Nullable String website,
            @Nullable String boardNumber,
            boolean exactPlace,
            @Nullable LocalDate endedOn,
            List<YearCount> counts,
            List<ClosedDay> closedDays) {}

    /** By name; one query. @param after only those after this one; null from the start */
    List<Line> list(Filter filter, @Nullable Key after, int limit);

    /** The municipalities that have schools, by name. */
    List<Choice> municipalities();

    /** The boards that have schools, in a municipality or everywhere, by name. */
    List<Choice> boards(String municipality);

    Optional<Details> find(long siteId);

    /** The pupils per group in a school year. */
    List<GroupSize> groups(long siteId, SchoolYear year);

    /** A day on which this school is closed besides the holidays. */
    Outcome<Long> close(Actor actor, long siteId, LocalDate day, String reason);

    void open(Actor actor, long siteId, LocalDate day);

    /** The contact address, to which the mail about bookings goes too. @param email empty: none */
    Outcome<Long> changeEmail(Actor actor, long siteId, String email);
}
