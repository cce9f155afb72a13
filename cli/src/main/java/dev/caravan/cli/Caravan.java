package dev.caravan.cli;

import dev.caravan.cli.batch.CurateCommand;
import dev.caravan.cli.batch.VerifyCommand;
import dev.caravan.cli.command.BrokerCommand;
import dev.caravan.cli.command.IngestCommand;
import dev.caravan.cli.command.RunCommand;
import dev.caravan.cli.command.ServeCommand;
import dev.caravan.cli.command.UpCommand;
import dev.caravan.cli.model.ChatCommand;
import dev.caravan.cli.model.EvalCommand;
import dev.caravan.cli.model.GenerateCommand;
import dev.caravan.cli.model.LogProbsCommand;
import dev.caravan.cli.rescore.RescoreCommand;
import dev.caravan.cli.tap.TapCommand;
import dev.caravan.cli.tap.TopicsCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code caravan}. */
@Command(
        name = "caravan",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Post-training of language models as an event-driven system on Apache Kafka:",
            "data, SFT, DPO, RLVR and evaluation, everything on a log that you can watch and replay.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  caravan run recipes/quickstart.yaml                 a tiny base model through every stage",
            "  caravan run recipes/quickstart.yaml --set seed=2    the same with another seed",
            "  caravan run recipes/quickstart.yaml --resume        go on after Ctrl-C, or anything worse",
            "  caravan chat --model .caravan/runs/quickstart-1/model",
            "  caravan up                                          the services without a recipe",
            "  caravan verify --verifier math < completions.jsonl  judge completions, no broker needed",
            "",
            "caravan COMMAND --help says more about each."
        },
        subcommands = {
            RunCommand.class,
            UpCommand.class,
            TapCommand.class,
            TopicsCommand.class,
            ServeCommand.class,
            BrokerCommand.class,
            IngestCommand.class,
            EvalCommand.class,
            ChatCommand.class,
            GenerateCommand.class,
            LogProbsCommand.class,
            VerifyCommand.class,
            RescoreCommand.class,
            CurateCommand.class
        })
public final class Caravan {

    /** Columns of the help texts: those of an ordinary terminal, and a few more. */
    private static final int WIDTH = 100;

    /** Runs one command and ends the process with its exit status: 0, 1 if it failed, 2 if it was asked for wrongly. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Caravan())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(WIDTH)
                .setParameterExceptionHandler(new Errors())
                .setExecutionExceptionHandler(new Errors());
    }
}
