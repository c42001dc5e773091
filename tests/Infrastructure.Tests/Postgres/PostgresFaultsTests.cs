using Npgsql;
using Pinnokio.Application.Common;
using Pinnokio.Infrastructure.Postgres;

namespace Pinnokio.Infrastructure.Tests.Postgres;

public sealed class PostgresFaultsTests
{
    private readonly PostgresState _state = new() { IsUp = true };

    [Theory]
    [InlineData(PostgresErrorCodes.UndefinedTable)]
    [InlineData(PostgresErrorCodes.UndefinedColumn)]
    [InlineData(PostgresErrorCodes.UndefinedFunction)]
    [InlineData(PostgresErrorCodes.InvalidSchemaName)]
    [InlineData(PostgresErrorCodes.InvalidColumnReference)]
    public void IsUnavailable_WhileTheSchemaIsNotCurrent(string code)
    {
        var fault = Refusal(code);

        var error = Translate(fault).ShouldNotBeNull();
        error.Kind.ShouldBe(ErrorKind.Unavailable);
        error.RetryAfterMs.ShouldNotBeNull();
        _state.IsMigrated = true;
        Translate(fault).ShouldBeNull("then it is a fault of ours");
    }

    [Theory]
    [InlineData(true, ErrorKind.Overloaded)]
    [InlineData(false, ErrorKind.Unavailable)]
    public void TellsABusyServerFromOneThatIsAway_WhenTheDriverTimesOut(bool isUp, ErrorKind kind)
    {
        _state.IsUp = isUp;

        Translate(new NpgsqlException("The operation has timed out", new TimeoutException())).ShouldNotBeNull().Kind.ShouldBe(kind);
    }

    [Theory]
    [InlineData(PostgresErrorCodes.AdminShutdown, true)]
    [InlineData(PostgresErrorCodes.CannotConnectNow, true)]
    [InlineData(PostgresErrorCodes.TooManyConnections, true)]
    [InlineData(PostgresErrorCodes.ConnectionFailure, true)]
    [InlineData(PostgresErrorCodes.QueryCanceled, false)]
    [InlineData(PostgresErrorCodes.InvalidPassword, false)]
    [InlineData(PostgresErrorCodes.UniqueViolation, false)]
    public void KnowsWhetherTheServerIsAway(string code, bool isAway)
    {
        PostgresFaults.IsAway(Refusal(code)).ShouldBe(isAway);
        PostgresFaults.IsAway(new InvalidOperationException("in a save", Refusal(code))).ShouldBe(isAway);
    }

    [Fact]
    public void KnowsThatTheServerIsAway_WhenTheConnectionBreaks()
    {
        PostgresFaults.IsAway(new NpgsqlException("broken", new IOException())).ShouldBeTrue();
        PostgresFaults.IsAway(new InvalidOperationException("a wrong key")).ShouldBeFalse();
    }

    private AppError? Translate(Exception fault) => new PostgresFaults(_state).Translate(fault);

    private static PostgresException Refusal(string code) => new("refused", "ERROR", "ERROR", code);
}
