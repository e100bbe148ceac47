package dev.linger.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.testkit.SeededLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// The quick reader and picocli read one declaration; wherever the quick one answers, they must agree.
class ArgumentsAgreeTest {
    private static final List<String> VALUES =
            List.of("json", "", "-", "-1", "--", "a=b", "a b", "1,2", "@file", "\"q\"", "--top", "-o", "%n", "ä", "\\");

    @Test
    void quickAnswersAreThoseOfPicocli() {
        int[] quick = {0};
        SeededLoop.run(4000, (random, seed) -> {
            Command command = pick(random, Commands.all());
            String[] args = line(random, command);
            Optional<Arguments> answer = QuickArguments.read(command, args, 0);
            if (answer.isPresent()) {
                quick[0]++;
                assertThat(describe(command, answer.get()))
                        .as("linger %s %s", command.name(), String.join(" ", args))
                        .isEqualTo(describe(command, Picocli.read(command, args, 0)));
            }
        });
        assertThat(quick[0]).isGreaterThan(500);
    }

    @Test
    void usualLinesNeedNoPicocli() {
        assertThat(QuickArguments.read(new StatesCommand(), new String[] {"--by", "state", "-o", "json"}, 0))
                .isPresent();
        assertThat(QuickArguments.read(new DoctorCommand(), new String[] {"--watch", "--interval=1s"}, 0))
                .isPresent();
        assertThat(QuickArguments.read(new StatesCommand(), new String[] {"--help"}, 0))
                .isEmpty();
    }

    private static String[] line(RandomGenerator random, Command command) {
        List<String> args = new ArrayList<>();
        int count = random.nextInt(4);
        for (int index = 0; index < count; index++) {
            if (command.options().isEmpty() || random.nextInt(8) == 0) {
                args.add(pick(random, VALUES));
                continue;
            }
            Option option = pick(random, command.options());
            boolean shortly = !option.shortName().isEmpty() && random.nextBoolean();
            String name = shortly ? option.shortName() : option.name();
            switch (random.nextInt(4)) {
                case 0 -> args.add(name + "=" + pick(random, VALUES));
                case 1 -> args.add(name);
                case 2 -> args.add(name + pick(random, VALUES));
                default -> {
                    args.add(name);
                    args.add(pick(random, VALUES));
                }
            }
        }
        return args.toArray(String[]::new);
    }

    private static <T> T pick(RandomGenerator random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private static List<String> describe(Command command, Arguments arguments) {
        List<String> text = new ArrayList<>();
        for (Option option : command.options()) {
            text.add(option.name() + arguments.values(option));
        }
        text.add("words" + arguments.words());
        return text;
    }
}
