using Pinnokio.Application.Common;

namespace Pinnokio.Application.Tests.Common;

public sealed class ChangesTests
{
    [Fact]
    public void CopiesOnlyWhatIsGiven()
    {
        var thing = new Thing
        {
            Name = "old",
            Due = new DateOnly(2024, 1, 1),
            Count = 3,
        };

        Changes<ChangeThing, Thing>.Apply(new ChangeThing { Name = "new", Due = (DateOnly?)null }, thing);

        thing.Name.ShouldBe("new");
        thing.Due.ShouldBeNull();
        thing.Count.ShouldBe(3);
    }

    [Fact]
    public void CopiesInheritedFieldsToo()
    {
        var thing = new Thing();

        Changes<ChangeThing, Thing>.Apply(new ChangeThing { Count = 7 }, thing);

        thing.Count.ShouldBe(7);
    }

    [Fact]
    public void LeavesFieldsWithoutACounterpartToTheHandler()
    {
        Changes<ChangeThing, Thing>.Fields.ShouldBe(["Name", "Due", "Count"], ignoreOrder: true);

        var thing = new Thing();
        Should.NotThrow(() =>
            Changes<ChangeThing, Thing>.Apply(
                new ChangeThing
                {
                    Secret = "s",
                    Kind = 5,
                    Number = "n",
                    Id = 9,
                },
                thing
            )
        );
        thing.Kind.ShouldBe("kind");
        thing.Number.ShouldBe("fixed");
        thing.Id.ShouldBe(1);
    }

    private abstract record CountFields
    {
        public Optional<int> Count { get; init; }
    }

    private sealed record ChangeThing : CountFields
    {
        public Optional<string> Name { get; init; }

        public Optional<DateOnly?> Due { get; init; }

        /// <summary>The entity has none.</summary>
        public Optional<string> Secret { get; init; }

        /// <summary>The entity's is of another type.</summary>
        public Optional<int> Kind { get; init; }

        /// <summary>The entity's cannot be written.</summary>
        public Optional<string> Number { get; init; }

        /// <summary>Not optional, so not a change.</summary>
        public int Id { get; init; }
    }

    private sealed class Thing
    {
        public int Id { get; set; } = 1;

        public string Name { get; set; } = "";

        public DateOnly? Due { get; set; }

        public int Count { get; set; }

        public string Kind { get; set; } = "kind";

        public string Number { get; } = "fixed";
    }
}
