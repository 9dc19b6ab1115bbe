package nl.tec.results;

import java.time.LocalDate;
import java.util.List;
import nl.tec.reach.Period;
import nl.tec.shared.SchoolYear;

/** The kind of period that a target year stands for (rules 2.8). */
public enum PeriodKind {
    /** The year 2026 means the school year 2026/27: the memo's realisation starts at the end of 2023. */
    SCHOOL_YEAR_STARTING {
        @Override
        public Period of(int year) {
            return Period.schoolYear(new SchoolYear(year));
        }

        @Override
        public int yearOf(LocalDate day) {
            return SchoolYear.of(day).start();
        }
    },
    /** The year 2026 means the school year 2025/26. */
    SCHOOL_YEAR_ENDING {
        @Override
        public Period of(int year) {
            return Period.schoolYear(new SchoolYear(year - 1));
        }

        @Override
        public int yearOf(LocalDate day) {
            return SchoolYear.of(day).start() + 1;
        }
    },
    /** The year 2026 means January to December 2026: the spring of one school year and the autumn of the next (rules 2.4). */
    CALENDAR_YEAR {
        @Override
        public Period of(int year) {
            return Period.calendarYear(year);
        }
    },
    /** The number on 31 December, or today in the current year. */
    REFERENCE_DATE {
        @Override
        public Period of(int year) {
            return new Period(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31), List.of(), year);
        }
    };

    /** Returns the period that a target year stands for. */
    public abstract Period of(int year);

    /** Returns the target year whose period contains a day. */
    public int yearOf(LocalDate day) {
        return day.getYear();
    }
}
