package nl.tec.programme.web;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.tec.programme.Who;
import nl.tec.shared.FormData;
import nl.tec.shared.World;

/** A quiz of five illustrated questions that suggests worlds to a child. All answers are in the URL; nothing is stored. */
public final class FitsMe {

    /** The questions; their code is the form field, and their texts are under {@code fits.<code>}. */
    public enum Question {
        DO("doen", List.of(Answer.BUILD, Answer.PLAY, Answer.OUTSIDE, Answer.HELP)),
        MAKE("maken", List.of(Answer.ROBOT, Answer.FOOD, Answer.HUT, Answer.BAG)),
        KNOW("weten", List.of(Answer.SPACE, Answer.BODY, Answer.POWER, Answer.FILM)),
        TAKE("pakken", List.of(Answer.HAMMER, Answer.TABLET, Answer.GLASS, Answer.BATTERY)),
        AGE("leeftijd", List.of(Answer.YOUNG, Answer.MIDDLE, Answer.OLD));

        private final String code;
        private final List<Answer> answers;

        Question(String code, List<Answer> answers) {
            this.code = code;
            this.answers = answers;
        }

        public String code() {
            return code;
        }

        public List<Answer> answers() {
            return answers;
        }
    }

    /** The answers, with a drawing {@code /img/fits/<code>.svg}; the first world counts twice. */
    public enum Answer {
        BUILD("bouwen", World.WONEN_WERKEN_VERKEER, World.ONTWERP_PRODUCTIE_WERELDHANDEL),
        PLAY("gamen", World.DIGITAAL_MEDIA_ENTERTAINMENT, World.HITECH_SCIENCE),
        OUTSIDE("buiten", World.VOEDING_NATUUR, World.ENERGIE_WATER_VEILIGHEID),
        HELP("helpen", World.MENS_GEZONDHEID, World.ENERGIE_WATER_VEILIGHEID),
        ROBOT("robot", World.HITECH_SCIENCE, World.DIGITAAL_MEDIA_ENTERTAINMENT),
        FOOD("eten", World.VOEDING_NATUUR, World.MENS_GEZONDHEID),
        HUT("hut", World.WONEN_WERKEN_VERKEER, World.ONTWERP_PRODUCTIE_WERELDHANDEL),
        BAG("tas", World.ONTWERP_PRODUCTIE_WERELDHANDEL, World.WONEN_WERKEN_VERKEER),
        SPACE("ruimte", World.HITECH_SCIENCE, World.ENERGIE_WATER_VEILIGHEID),
        BODY("lichaam", World.MENS_GEZONDHEID, World.VOEDING_NATUUR),
        POWER("stroom", World.ENERGIE_WATER_VEILIGHEID, World.HITECH_SCIENCE),
        FILM("film", World.DIGITAAL_MEDIA_ENTERTAINMENT, World.ONTWERP_PRODUCTIE_WERELDHANDEL),
        HAMMER("hamer", World.ONTWERP_PRODUCTIE_WERELDHANDEL, World.WONEN_WERKEN_VERKEER),
        TABLET("tablet", World.DIGITAAL_MEDIA_ENTERTAINMENT, World.HITECH_SCIENCE),
        GLASS("loep", World.VOEDING_NATUUR, World.MENS_GEZONDHEID),
        BATTERY("batterij", World.ENERGIE_WATER_VEILIGHEID, World.HITECH_SCIENCE),
        YOUNG("jong", 6),
        MIDDLE("midden", 9),
        OLD("oud", 12);

        private final String code;
        private final List<World> worlds;
        private final int age;

        Answer(String code, World first, World second) {
            this.code = code;
            this.worlds = List.of(first, second);
            this.age = 0;
        }

        Answer(String code, int age) {
            this.code = code;
            this.worlds = List.of();
            this.age = age;
        }

        public String code() {
            return code;
        }
    }

    private FitsMe() {}

    /** Returns the chosen answer; empty if missing or invalid. */
    public static Optional<Answer> answer(FormData form, Question question) {
        return question.answers().stream()
                .filter(answer -> answer.code.equals(form.text(question.code)))
                .findFirst();
    }

    /** Returns the worlds with points from the answers, best first. */
    static List<World> worlds(FormData form) {
        Map<World, Integer> points = new EnumMap<>(World.class);
        for (Question question : Question.values()) {
            answer(form, question).ifPresent(answer -> {
                for (int i = 0; i < answer.worlds.size(); i++) {
                    points.merge(answer.worlds.get(i), answer.worlds.size() - i, Integer::sum);
                }
            });
        }
        return points.entrySet().stream()
                .sorted(Map.Entry.<World, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getKey)
                .toList();
    }

    static Optional<Who> who(FormData form) {
        return answer(form, Question.AGE).map(answer -> new Who(Who.Kind.CHILD, answer.age));
    }
}
