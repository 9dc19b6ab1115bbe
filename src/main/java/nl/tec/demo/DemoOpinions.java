package nl.tec.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import nl.tec.feedback.HalfYear;
import nl.tec.feedback.Satisfaction;
import nl.tec.feedback.Survey.Kind;
import nl.tec.feedback.SurveyAudience;
import nl.tec.hub.Rows;
import nl.tec.shared.Audience;
import nl.tec.shared.Dates;
import nl.tec.shared.SchoolYear;
import org.springframework.jdbc.core.JdbcTemplate;

/** The fictional answers about past visits: better every year, and different per activity. */
final class DemoOpinions {

    /** The participants of one audience in a session. */
    private record Came(long sessionId, long activityId, LocalDate day, SurveyAudience audience, int people) {}

    /** The key by which answers are counted together. */
    private record Together(SurveyAudience audience, HalfYear half, long key) {}

    private record Question(int position, Kind kind) {}

    /** The mean per school year of the demo, from 2023 on. */
    private static final double[] BY_YEAR = {7.2, 7.7, 8.1, 8.3};

    /** One in this many activities has a lower score. */
    private static final int LOWER_SCORE_EVERY = 11;

    /** The number of days for which written words are still unread. */
    private static final int RECENT_DAYS = 15;

    private static final Map<SurveyAudience, String[]> SAID = Map.of(
            SurveyAudience.PUPIL,
            new String[] {
                "Dat de robot echt ging rijden!",
                "Zelf solderen",
                "Het was te kort",
                "Alles",
                "Dat we het mee naar huis mochten nemen",
                "Samen bouwen",
                "De drone",
                "Ik moest lang wachten op de printer",
                "Dat ik het zelf mocht bedenken"
            },
            SurveyAudience.TEACHER,
            new String[] {
                "De les vooraf sloot goed aan.",
                "Graag iets meer tijd voor het opruimen.",
                "De begeleider had echt contact met de klas.",
                "De bus was een kwartier te laat.",
                "De groepjes mochten kleiner."
            },
            SurveyAudience.PARENT,
            new String[] {"Mijn kind wil nog een keer.", "Fijn dat ik mocht meekijken.", "Het parkeren was lastig."},
            SurveyAudience.ADULT,
            new String[] {"Ik weet nu welke opleiding past.", "Mag wat meer praktijk zijn.", "Goede uitleg."},
            SurveyAudience.HOST,
            new String[] {"Leuke klas, goed voorbereid."});

    private final JdbcTemplate jdbc;
    private final Instant now;
    private final long manager;
    private final Random random = new Random(2210);
    private final Map<SurveyAudience, Long> surveys = new HashMap<>();
    private final Map<SurveyAudience, List<Question>> questions = new HashMap<>();
    private final Bulk blocks;
    private final Bulk sessions;
    private final Bulk choices;
    private final Bulk words;

    /** @param manager account of the programme manager who reads the words */
    DemoOpinions(JdbcTemplate jdbc, Instant now, long manager) {
        this.jdbc = jdbc;
        this.now = now;
        this.manager = manager;
        this.blocks = new Bulk(jdbc, "survey_block", "id", "survey_id", "half", "counted_on", "answers");
        this.sessions = new Bulk(jdbc, "survey_block_session", "block_id", "session_id");
        this.choices = new Bulk(jdbc, "survey_block_choice", "block_id", "position", "choice", "answers");
        this.words = new Bulk(jdbc, "survey_words", "id", "block_id", "words", "state", "decided_on", "decided_by");
    }

    void fill() {
        readSurveys();
        Map<Together, List<Came>> alone = new LinkedHashMap<>();
        Bulk turnout = new Bulk(jdbc, "survey_turnout", "session_id", "audience", "answers");
        for (Came came : came()) {
            int answers = (int) Math.round(came.people() * (0.55 + 0.4 * random.nextDouble()));
            if (answers == 0 || random.nextInt(4) == 0) {
                continue;
            }
            turnout.add(came.sessionId(), came.audience().name(), answers);
            Came answered = new Came(came.sessionId(), came.activityId(), came.day(), came.audience(), answers);
            HalfYear half = HalfYear.of(came.day());
            if (answers >= Satisfaction.MIN_ANSWERS) {
                block(new Together(came.audience(), half, came.sessionId()), List.of(answered));
            } else {
                alone.computeIfAbsent(
                                new Together(came.audience(), half, came.activityId()), together -> new ArrayList<>())
                        .add(answered);
            }
        }
        alone.forEach((together, several) -> {
            if (several.stream().mapToInt(Came::people).sum() >= Satisfaction.MIN_ANSWERS) {
                block(together, several);
            }
        });
        blocks.write();
        sessions.write();
        choices.write();
        words.write();
        turnout.write();
    }

    private void block(Together together, List<Came> several) {
        UUID id = new UUID(random.nextLong(), random.nextLong());
        int answers = several.stream().mapToInt(Came::people).sum();
        LocalDate last =
                several.stream().map(Came::day).max(LocalDate::compareTo).orElseThrow();
        LocalDate counted = last.plusDays(1).isAfter(today()) ? today() : last.plusDays(1);
        blocks.add(id, surveys.get(together.audience()), together.half().first(), counted, answers);
        several.stream().map(Came::sessionId).distinct().forEach(session -> sessions.add(id, session));
        double mean = mean(several.get(0));
        for (Question question : questions.getOrDefault(together.audience(), List.of())) {
            double about = mean - 0.15 * (question.position() - 1);
            Map<Integer, Integer> counts = new TreeMap<>();
            for (int i = 0; i < answers; i++) {
                counts.merge(choice(question.kind(), about), 1, Integer::sum);
            }
            counts.forEach((choice, count) -> choices.add(id, question.position(), choice, count));
        }
        write(id, together.audience(), answers, counted);
    }

    private void write(UUID block, SurveyAudience audience, int answers, LocalDate counted) {
        String[] said = SAID.getOrDefault(audience, new String[0]);
        if (random.nextInt(3) > 0 || answers < said.length / 2) {
            return;
        }
        boolean recent = counted.isAfter(today().minusDays(RECENT_DAYS));
        boolean hidden = random.nextInt(12) == 0;
        words.add(
                new UUID(random.nextLong(), random.nextLong()),
                block,
                said[random.nextInt(said.length)],
                recent ? "NEW" : hidden ? "HIDDEN" : "PUBLISHED",
                recent ? null : counted,
                recent ? null : manager);
    }

    private double mean(Came came) {
        int year = Math.min(
                BY_YEAR.length - 1, Math.max(0, SchoolYear.of(came.day()).start() - 2023));
        double ofActivity =
                came.activityId() % LOWER_SCORE_EVERY == 3 ? -1.9 : (came.activityId() * 7 % 10) / 10.0 - 0.3;
        return BY_YEAR[year] + ofActivity;
    }

    private int choice(Kind kind, double mean) {
        double score = mean + random.nextGaussian() * (kind == Kind.FACES ? 1.7 : 1.1);
        return kind == Kind.FACES
                ? (int) Math.max(1, Math.min(5, Math.round(score / 2)))
                : (int) Math.max(1, Math.min(10, Math.round(score)));
    }

    /** Returns the participants: pupils, one teacher per class, and visitors by audience. */
    private List<Came> came() {
        List<Came> all = new ArrayList<>();
        jdbc.query(
                """
                select a.session_id, s.activity_id, a.held_on, a.audience, sum(a.head_count) as people,
                       count(distinct a.booking_id) filter (where a.class_part_id is not null) as classes
                  from attendance a join session s on s.id = a.session_id
                 where s.ends_at < ? and a.head_count > 0
                 group by 1, 2, 3, 4 order by 3, 1, 4
                """,
                row -> {
                    SurveyAudience audience = SurveyAudience.of(Rows.constant(row, "audience", Audience.class));
                    Came came = new Came(
                            row.getLong("session_id"),
                            row.getLong("activity_id"),
                            row.getObject("held_on", LocalDate.class),
                            audience,
                            row.getInt("people"));
                    all.add(came);
                    if (row.getInt("classes") > 0) {
                        all.add(new Came(
                                came.sessionId(),
                                came.activityId(),
                                came.day(),
                                SurveyAudience.TEACHER,
                                row.getInt("classes")));
                    }
                },
                Rows.timestamp(now));
        Map<String, Came> once = new LinkedHashMap<>();
        all.forEach(came -> once.merge(
                came.sessionId() + came.audience().name(),
                came,
                (a, b) -> new Came(a.sessionId(), a.activityId(), a.day(), a.audience(), a.people() + b.people())));
        return List.copyOf(once.values());
    }

    private void readSurveys() {
        jdbc.query("""
                select s.id, s.audience, q.position, q.kind from survey s join survey_question q on q.survey_id = s.id
                 where q.kind <> 'WORDS' order by s.id, q.position
                """, row -> {
            SurveyAudience audience = Rows.constant(row, "audience", SurveyAudience.class);
            surveys.put(audience, row.getLong("id"));
            questions
                    .computeIfAbsent(audience, none -> new ArrayList<>())
                    .add(new Question(row.getInt("position"), Rows.constant(row, "kind", Kind.class)));
        });
    }

    private LocalDate today() {
        return Dates.dayOf(now);
    }
}
