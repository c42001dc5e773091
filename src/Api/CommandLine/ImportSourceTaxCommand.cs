using System.Data.Common;
using System.Runtime.InteropServices;
using Pinnokio.Application.Hr.SourceTax;

namespace Pinnokio.Api.CommandLine;

/// <summary><c>--import-source-tax FILE</c>: takes in a federal tariff file and ends, without listening. 0 when it is stored, 1 when nothing is.</summary>
internal static class ImportSourceTaxCommand
{
    private const string Switch = "--import-source-tax";

    /// <summary>The file named behind the switch; null when the switch is not there.</summary>
    public static string? FileIn(string[] args)
    {
        var place = Array.IndexOf(args, Switch);
        if (place < 0)
        {
            return null;
        }

        var file = args.ElementAtOrDefault(place + 1);
        return File.Exists(file) ? file : throw new InvalidOperationException($"{Switch} needs a file that exists.");
    }

    public static async Task<int> RunAsync(IServiceProvider services, string path)
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            await using var scope = services.CreateAsyncScope();
            await using var file = File.OpenRead(path);
            return await TellAsync(await scope.ServiceProvider.GetRequiredService<ISourceTaxTariffs>().ImportAsync(file, stop.Token));
        }
        catch (Exception fault) when (fault is DbException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"Nothing is stored: {fault.Message}");
            return 1;
        }

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    private static async Task<int> TellAsync(TariffImport import)
    {
        if (import.FaultCount == 0)
        {
            foreach (var tariff in import.Tariffs)
            {
                await Console.Out.WriteLineAsync(
                    $"{tariff.Canton} from {tariff.ValidFrom:yyyy-MM-dd}: {tariff.Brackets} brackets stored, {tariff.Replaced} replaced"
                );
            }

            return 0;
        }

        foreach (var fault in import.Faults)
        {
            await Console.Error.WriteLineAsync(fault.LineNo == 0 ? fault.Reason : $"line {fault.LineNo}: {fault.Reason}");
        }

        await Console.Error.WriteLineAsync(
            $"Nothing is stored: {import.FaultCount} faults, of which the first {import.Faults.Count} are listed."
        );
        return 1;
    }
}
