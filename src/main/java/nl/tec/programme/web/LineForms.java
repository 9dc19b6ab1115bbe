package nl.tec.programme.web;

import nl.tec.programme.LearningLine;
import nl.tec.programme.LineFields;
import nl.tec.programme.LineStepFields;
import nl.tec.shared.FormData;
import nl.tec.shared.Sector;

/** Converts the forms of learning lines and steps. */
final class LineForms {

    private LineForms() {}

    static FormData of(LearningLine line) {
        return new FormData()
                .put("versie", line.version())
                .put("titel", line.title())
                .put("beschrijving", line.description());
    }

    static LineFields line(FormData form) {
        return new LineFields(form.both("titel"), form.both("beschrijving"));
    }

    static FormData of(LearningLine.Step step) {
        return new FormData()
                .put("versie", step.version())
                .put("school", step.sector())
                .put("van", step.from())
                .put("tot", step.to())
                .put("titel", step.title())
                .put("leren", step.aim())
                .put("vooraf", step.before())
                .put("daarna", step.after())
                .put(
                        "activiteiten",
                        step.activityIds().stream().map(String::valueOf).toList())
                .put("kerndoelen", step.goals());
    }

    static LineStepFields step(FormData form) {
        int from = form.number("van");
        return new LineStepFields(
                form.constant("school", Sector.class)
                        .filter(sector -> sector != Sector.SO)
                        .orElse(Sector.PO),
                from,
                form.number("tot", from),
                form.both("titel"),
                form.both("leren"),
                form.both("vooraf"),
                form.both("daarna"),
                form.ids("activiteiten"),
                form.all("kerndoelen").stream().distinct().toList());
    }
}
