package nl.tec.bookings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import nl.tec.hub.Texts;
import nl.tec.shared.Grade;
import org.springframework.stereotype.Component;

/** Formats a list of participants in natural language: 'Noor (9 jaar), Sem (groep 5) en 1 volwassene'. */
@Component
public class SignUpTexts {

    private final Texts texts;

    SignUpTexts(Texts texts) {
        this.texts = texts;
    }

    public String people(List<SignUpPerson> people, Locale language) {
        List<String> parts = new ArrayList<>();
        people.stream()
                .filter(SignUpPerson::child)
                .map(child -> child(child, language))
                .forEach(parts::add);
        long adults = people.stream().filter(person -> !person.child()).count();
        if (adults > 0) {
            parts.add(texts.text(language, parts.isEmpty() ? "signup.people" : "signup.adults", adults));
        }
        if (parts.size() < 2) {
            return String.join("", parts);
        }
        String last = parts.remove(parts.size() - 1);
        return texts.text(language, "signup.and", String.join(", ", parts), last);
    }

    private String child(SignUpPerson child, Locale language) {
        String name = child.firstName() == null ? texts.text(language, "signup.aChild") : child.firstName();
        Grade grade = child.grade();
        if (grade != null) {
            return texts.text(language, "signup.child", name, texts.text(language, grade.messageKey(), grade.number()));
        }
        return child.age() == null
                ? name
                : texts.text(language, "signup.child", name, texts.text(language, "signup.years", child.age()));
    }
}
